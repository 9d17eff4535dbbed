using Microsoft.AspNetCore.Identity;

namespace HeymarketPortal.Data;

/// <summary>A person who signs in.</summary>
public sealed class Account : IdentityUser<long>
{
    public string Name { get; set; } = "";
    /// <summary>Manages teams and accounts of the whole portal. Sees no team's texts unless a member.</summary>
    public bool Administrator { get; set; }
    /// <summary>Reads every team's sends on one page, and changes nothing there.</summary>
    public bool Auditor { get; set; }
    /// <summary>Set when an administrator shut the account out.</summary>
    public DateTimeOffset? DisabledAt { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? LastSeenAt { get; set; }
    /// <summary>The team opened last: where <c>/</c> leads.</summary>
    public long? LastTeamId { get; set; }
    /// <summary>Seconds in which this account wants to be able to undo a send; null: what the portal's setting says.</summary>
    public int? HoldSeconds { get; set; }
    /// <summary>The secret that an authenticator app makes codes of, sealed; null while there is none.</summary>
    public string? SealedTotp { get; set; }
    /// <summary>The 30-second step of the last code that counted: neither it nor an earlier one counts again.</summary>
    public long? TotpStep { get; set; }
}

/// <summary>Stands in for a code of an authenticator app, once. It is gone when used.</summary>
public sealed class RecoveryCode
{
    public long AccountId { get; set; }
    /// <summary>SHA-256 of the code, which has more than 112 bits of its own.</summary>
    public required string Hash { get; set; }
}

/// <summary>What Identity's row of a passkey does not hold.</summary>
internal static class Passkey
{
    /// <summary>When it last signed somebody in.</summary>
    public const string LastUsedAt = "LastUsedAt";
}
