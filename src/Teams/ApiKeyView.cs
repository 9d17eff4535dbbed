using HeymarketPortal.Data;

namespace HeymarketPortal.Teams;

/// <summary>An API key as a page may know it: nothing sealed, nothing open.</summary>
/// <param name="Trouble">Why it needs attention, for people.</param>
public sealed record ApiKeyView(
    long Id, ApiKeyKind Kind, ApiKeyState State, string Label, string LastFour, string RateKey, string? HeymarketTeam, string? Trouble,
    DateTimeOffset CreatedAt, DateTimeOffset? VerifiedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt)
{
    /// <summary>Another key took its place: its sealed text is erased then.</summary>
    public DateTimeOffset? DestroyAt { get; init; }

    /// <summary>When the portal asked about it by itself last.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>Why that said nothing about the key, for people; null when it did.</summary>
    public string? CheckMissed { get; init; }
}

/// <summary>The key that signs a team's requests.</summary>
/// <param name="NeedsAttention">Heymarket refused it: nothing leaves with it.</param>
/// <param name="Sandbox">Whether its requests go to the sandbox instead of Heymarket.</param>
public sealed record ApiKeyInUse(long Id, string RateKey, bool NeedsAttention, bool Sandbox);

/// <summary>What adding an API key came to.</summary>
public abstract record ApiKeyAnswer
{
    private ApiKeyAnswer()
    {
    }

    public sealed record Added(long ApiKeyId, ApiKeyState State) : ApiKeyAnswer;

    public sealed record Refused(string Sentence) : ApiKeyAnswer;
}
