using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using HeymarketPortal.Ui;

namespace HeymarketPortal.Pages.Keys;

/// <summary>Keys in the words of the screen.</summary>
internal static class ApiKeyWords
{
    public static string Of(ApiKeyKind kind) => kind == ApiKeyKind.Static ? "API key" : "API secret";

    public static (string Word, string Icon, Meaning Meaning) Of(ApiKeyView key) => key switch
    {
        { State: ApiKeyState.Revoked } => ("Revoked", "ban", Meaning.Quiet),
        { State: ApiKeyState.NeedsAttention } or { Trouble: not null } => ("Needs attention", "triangle-alert", Meaning.Attention),
        { State: ApiKeyState.InUse } => ("In use", "circle-check", Meaning.Good),
        _ => ("Ready", "circle-check", Meaning.Quiet),
    };

    /// <summary>"the key ending 7c2e"; by its label where it is too short to show its end.</summary>
    public static string Named(ApiKeyView key) => key.LastFour.Length > 0 ? $"the key ending {key.LastFour}" : $"the key {key.Label}";

    /// <summary>Held texts as a sentence.</summary>
    public static string Held(int count) => count switch
    {
        0 => "Nothing is held.",
        1 => "1 text is held; nothing was lost.",
        _ => $"{count} texts are held; nothing was lost.",
    };

    /// <summary>What a key that works again let go, of what was held.</summary>
    public static string LetGo(int before, int after) => (Math.Max(0, before - after), after) switch
    {
        (1, 0) => "The text that was held goes on.",
        (var gone, 0) => $"The {gone} texts that were held go on.",
        (0, _) => Decide(after),
        (var gone, _) => $"{gone} of the held texts {(gone == 1 ? "goes" : "go")} on. {Decide(after)}",
    };

    private static string Decide(int held) =>
        $"{(held == 1 ? "1 text waits" : $"{held} texts wait")} in the Outbox for Send now or Cancel: held for more than 30 minutes, or the team is stopped.";

    /// <summary>The ready key that could take over from one in trouble.</summary>
    public static ApiKeyView? Spare(this IEnumerable<ApiKeyView> keys, ApiKeyView troubled) => keys.FirstOrDefault(key =>
        key.State == ApiKeyState.Ready && key.Trouble is null && key.RateKey == troubled.RateKey && key.Id != troubled.Id);
}
