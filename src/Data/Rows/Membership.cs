namespace HeymarketPortal.Data;

/// <summary>An account in a team.</summary>
public sealed class Membership : ITeamRow
{
    public long TeamId { get; set; }
    public long AccountId { get; set; }
    public Role Role { get; set; }
    public Grants Grants { get; set; }
    /// <summary>The Heymarket person this member is: the preselected Sender.</summary>
    public long? PersonId { get; set; }
    public string? PersonName { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public Account Account { get; set; } = null!;
    public Team Team { get; set; } = null!;
}

/// <summary>Which memberships count: asked again inside every write.</summary>
internal static class StandingMemberships
{
    /// <summary>Of open accounts in open teams; where the team requires a second factor, of accounts that have one.</summary>
    public static IQueryable<Membership> Standing(this IQueryable<Membership> memberships) => memberships.Where(m =>
        m.Account.DisabledAt == null && m.Team.ArchivedAt == null && (!m.Team.SecondFactorRequired || m.Account.TwoFactorEnabled));
}

/// <summary>What a member is in a team, each including the one before.</summary>
public enum Role
{
    Viewer,
    Texter,
    Admin,
}

/// <summary>What an admin may allow a Texter besides. An Admin has all of them.</summary>
[Flags]
public enum Grants
{
    None = 0,
    SendAsOthers = 1,
    Broadcast = 2,
    Export = 4,
}

/// <summary>What somebody is about to do in a team.</summary>
public enum Permission
{
    Browse,
    Send,
    SendAsOthers,
    Broadcast,
    Export,
    /// <summary>API keys, members, settings, audit; resume after a stop; settle the reviews of others.</summary>
    Manage,
}

/// <summary>The table "who may do what", in one place.</summary>
public static class Permissions
{
    public static bool May(this Role role, Grants grants, Permission permission) => permission switch
    {
        Permission.Browse => true,
        Permission.Send => role >= Role.Texter,
        Permission.SendAsOthers => role == Role.Admin || (role == Role.Texter && grants.HasFlag(Grants.SendAsOthers)),
        Permission.Broadcast => role == Role.Admin || (role == Role.Texter && grants.HasFlag(Grants.Broadcast)),
        Permission.Export => role == Role.Admin || (role == Role.Texter && grants.HasFlag(Grants.Export)),
        _ => role == Role.Admin,
    };
}
