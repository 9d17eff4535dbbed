using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Pages.Members;

/// <summary>How roles and grants are named, and which Heymarket person a member may be.</summary>
internal static class MemberWords
{
    public static IReadOnlyList<Role> Roles { get; } = [Role.Viewer, Role.Texter, Role.Admin];

    public static IReadOnlyList<(Grants Grant, string Words)> Grants { get; } =
        [(Data.Grants.SendAsOthers, "Send as others"), (Data.Grants.Broadcast, "Broadcast"), (Data.Grants.Export, "Export")];

    public static string Of(Role role) => role switch
    {
        Role.Viewer => "Viewer",
        Role.Texter => "Texter",
        _ => "Admin",
    };

    public static Role? RoleOf(object? value) => Roles.Where(role => $"{role}" == value as string).Select(role => (Role?)role).FirstOrDefault();

    public static string Means(Role role) => role switch
    {
        Role.Viewer => "Reads inboxes, people and the history.",
        Role.Texter => "Reads and sends.",
        _ => "Reads, sends, and manages members and API keys.",
    };

    /// <summary>The ids of a member's fields.</summary>
    public static string RoleField(Member member) => $"role-{member.AccountId}";
    public static string PersonField(Member member) => $"person-{member.AccountId}";

    /// <summary>The person with the member's own email, when nobody is linked yet and no other member has that person.</summary>
    public static Person? Proposal(Member member, IEnumerable<Person> people, IEnumerable<Member> members) =>
        member.PersonId is not null ? null
        : people.FirstOrDefault(p => p.Email is not null && p.Email.Equals(member.Email, StringComparison.OrdinalIgnoreCase)) is { } same
            && members.All(m => m.PersonId != same.Id) ? same : null;
}
