namespace HeymarketPortal.Data;

/// <summary>A browser in which somebody is signed in. Its cookie holds a token of 128 random bits; here is only the hash of it.</summary>
public sealed class AccountSession
{
    public long Id { get; set; }
    public long AccountId { get; set; }
    public required string TokenHash { get; set; }
    /// <summary>The account's security stamp when the session was opened or renewed: with another one it counts no more.</summary>
    public required string Stamp { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    /// <summary>When somebody last did something in it, to about a minute.</summary>
    public DateTimeOffset SeenAt { get; set; }
    /// <summary>Ends then, whatever is done in it.</summary>
    public DateTimeOffset EndsAt { get; set; }
    /// <summary>Set when it was ended before its time.</summary>
    public DateTimeOffset? EndedAt { get; set; }
    /// <summary>The network it was opened from, such as <c>203.0.113.0/24</c>.</summary>
    public required string Prefix { get; set; }
    /// <summary>Such as "Firefox on Linux".</summary>
    public required string Browser { get; set; }
}
