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

    /// <summary>The ready key that could take over from one in trouble.</summary>
    public static ApiKeyView? Spare(this IEnumerable<ApiKeyView> keys, ApiKeyView troubled) => keys.FirstOrDefault(key =>
        key.State == ApiKeyState.Ready && key.Trouble is null && key.RateKey == troubled.RateKey && key.Id != troubled.Id);
}
