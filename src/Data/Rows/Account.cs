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
}
