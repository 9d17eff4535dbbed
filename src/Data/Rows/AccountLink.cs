namespace HeymarketPortal.Data;

/// <summary>A link that an administrator copies to somebody: one hour, single use. Only the hash of its token is stored.</summary>
public sealed class AccountLink
{
    public long Id { get; set; }
    public AccountLinkKind Kind { get; set; }
    public required string TokenHash { get; set; }
    public required string Email { get; set; }
    /// <summary>The team the invited person joins.</summary>
    public long? TeamId { get; set; }
    public Role Role { get; set; }
    /// <summary>Whose password it resets.</summary>
    public long? AccountId { get; set; }
    /// <summary>Who made it; null when made from the command line.</summary>
    public long? CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? UsedAt { get; set; }
}

public enum AccountLinkKind
{
    Invitation,
    Reset,
}
