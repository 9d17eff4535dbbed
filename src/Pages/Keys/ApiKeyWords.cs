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
        { State: ApiKeyState.NeedsAttention } or { Trouble: not null, DestroyAt: null } => ("Needs attention", "triangle-alert", Meaning.Attention),
        { DestroyAt: not null } => ("Replaced", "hourglass", Meaning.Quiet),
        { State: ApiKeyState.InUse } => ("In use", "circle-check", Meaning.Good),
        _ => ("Ready", "circle-check", Meaning.Quiet),
    };

    /// <summary>"the key ending 7c2e"; by its label where it is too short to show its end.</summary>
    public static string Named(ApiKeyView key) => key.LastFour.Length > 0 ? $"the key ending {key.LastFour}" : $"the key {key.Label}";

    /// <inheritdoc cref="Named(ApiKeyView)"/>
    public static string Named(SharedKey key) => key.LastFour.Length > 0 ? $"the key ending {key.LastFour}" : $"the key of {key.HeymarketTeam ?? "an account without a name"}";

    /// <summary>"Bakery, Twin Clinic (spare)".</summary>
    public static string Teams(SharedKey key) => string.Join(", ", key.Teams.Select(team => team.State == ApiKeyState.Ready ? $"{team.Name} (spare)" : team.Name));

    /// <summary>What Heymarket's own words say about keys of this kind.</summary>
    public const string Static = "Heymarket’s newer documentation calls these keys legacy and plans to retire them. It names no date. An API secret is made to stay.";

    /// <summary>What the portal's daily check found.</summary>
    public static string Check(ApiKeyView key) => key switch
    {
        { CheckedAt: null } => "Not yet",
        { CheckMissed: not null } => "No answer",
        { Trouble: not null } => "Refused",
        _ => "Works",
    };

    /// <summary>How a key that was replaced ends at Heymarket.</summary>
    public static string EndAtHeymarket(ApiKeyKind kind) => kind == ApiKeyKind.Static
        ? "Now delete the old key at Heymarket. Making a new API key there kills the old one at once: do that only while the key in use here is another one."
        : "Now delete the old API secret at Heymarket: there it works until you do.";

    /// <summary>What revoking a key that is in use would do to texts.</summary>
    public static string WouldHold(int waiting, int scheduled) => (waiting, scheduled) switch
    {
        (0, 0) => "It is in use. No text waits for it now; new ones cannot be sent until another key is promoted.",
        (0, _) => $"It is in use. {Scheduled(scheduled)} when due, until another key is promoted.",
        (_, 0) => $"It is in use. Revoking holds {Waiting(waiting)} until another key is promoted.",
        _ => $"It is in use. Revoking holds {Waiting(waiting)} until another key is promoted. {Scheduled(scheduled)} when due.",
    };

    private static string Waiting(int count) => count == 1 ? "1 waiting text" : $"{count:N0} waiting texts";

    private static string Scheduled(int count) => count == 1 ? "1 scheduled text is held" : $"{count:N0} scheduled texts are held";

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
        key is { State: ApiKeyState.Ready, Trouble: null, DestroyAt: null } && key.RateKey == troubled.RateKey && key.Id != troubled.Id);
}
