using HeymarketPortal.Data;

namespace HeymarketPortal.Teams;

/// <summary>An account inside a team, as checked against its membership once for a request or a navigation.</summary>
/// <param name="PersonId">The Heymarket person this member is: the preselected Sender.</param>
public sealed record TeamAccess(
    long TeamId, string Slug, string Name, TimeZoneInfo TimeZone, bool Sandbox,
    long AccountId, string AccountName, Role Role, Grants Grants, long? PersonId)
{
    /// <summary>Who asks for a write. Every write reads the membership again.</summary>
    public Actor Actor => new(AccountId, TeamId) { SignedInAt = SignedInAt };

    /// <summary>When the person of this session last proved who they are.</summary>
    public DateTimeOffset? SignedInAt { get; init; }

    /// <summary>The team requires a second factor, and this account has none: nothing of the team is shown or done.</summary>
    public bool LacksSecondFactor { get; init; }

    public bool May(Permission permission) => !LacksSecondFactor && Role.May(Grants, permission);

    /// <summary>An address in this team, such as <c>/t/twin-clinic/members</c>; Home, when empty.</summary>
    public string Address(string page = "") => page.Length == 0 ? $"/t/{Slug}" : $"/t/{Slug}/{page}";
}

/// <summary>A team as its member sees it in the team switcher.</summary>
public sealed record TeamEntry(long Id, string Slug, string Name, bool Sandbox, Role Role);

/// <summary>A team as a portal administrator sees it.</summary>
public sealed record TeamLine(
    long Id, string Slug, string Name, string TimeZone, bool Sandbox, int Members, DateTimeOffset CreatedAt, DateTimeOffset? ArchivedAt);
