using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Teams;

/// <summary>
/// Who is in a team and as what. Each write reads the actor's membership again and leaves an audit entry; each returns null
/// when done, else the sentence that says why not.
/// </summary>
public sealed class Memberships(Database database, AuditTrail audit, TeamChanges changes, TimeProvider time)
{
    private const string LastAdmin = "A team keeps at least one Admin. Make somebody else Admin first.";

    /// <summary>By name.</summary>
    public Task<List<Member>> ListAsync(long teamId) => database.ReadAsync(teamId, async db => (await db.Memberships.AsNoTracking()
        .Select(m => new Member(m.AccountId, m.Account.Name, m.Account.Email ?? "", m.Role, m.Grants, m.PersonId, m.PersonName,
            m.Account.DisabledAt != null)).ToListAsync()).OrderBy(m => m.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(m => m.AccountId).ToList());

    /// <summary>The same for somebody who opens the page, which is audited.</summary>
    public async Task<List<Member>> ReadAsync(Actor actor)
    {
        await database.WriteAsync(actor.TeamId, db => audit.AddAsync(db, actor.TeamId, actor.AccountId, "members.read", $"team:{actor.TeamId}"));
        return await ListAsync(actor.TeamId);
    }

    /// <summary>Takes an account into a team, inside the caller's own write (an invitation being accepted). A member stays what they are.</summary>
    /// <param name="by">Who invited them; null for the command line.</param>
    public async Task AddAsync(PortalDbContext db, long teamId, long accountId, Role role, long? by)
    {
        var there = await db.Memberships.IgnoreQueryFilters([PortalDbContext.TeamFilter])
            .AnyAsync(m => m.TeamId == teamId && m.AccountId == accountId);
        if (there)
        {
            return;
        }
        db.Memberships.Add(new Membership { TeamId = teamId, AccountId = accountId, Role = role, CreatedAt = time.GetUtcNow() });
        await audit.AddAsync(db, teamId, by, "member.added", $"account:{accountId}", $"role={role}");
    }

    public Task<string?> ChangeRoleAsync(Actor actor, long accountId, Role role) =>
        ChangeAsync(actor, accountId, "member.role", $"role={role}", async (db, member) =>
        {
            if (role != Role.Admin && await IsLastAdminAsync(db, member))
            {
                return LastAdmin;
            }
            member.Role = role;
            return null;
        });

    /// <summary>Gives or takes one grant; the others stay as they are.</summary>
    public Task<string?> GrantAsync(Actor actor, long accountId, Grants grant, bool given) =>
        ChangeAsync(actor, accountId, given ? "member.granted" : "member.denied", $"grant={grant}", (_, member) =>
        {
            member.Grants = given ? member.Grants | grant : member.Grants & ~grant;
            return Task.FromResult<string?>(null);
        });

    /// <summary>Says which Heymarket person a member is, or (null) that none.</summary>
    public Task<string?> LinkAsync(Actor actor, long accountId, long? personId, string? personName) =>
        ChangeAsync(actor, accountId, "member.person", personId is null ? "person=none" : $"person={personId}", (_, member) =>
        {
            (member.PersonId, member.PersonName) = (personId, personId is null ? null : personName);
            return Task.FromResult<string?>(null);
        });

    public Task<string?> RemoveAsync(Actor actor, long accountId) =>
        ChangeAsync(actor, accountId, "member.removed", null, async (db, member) =>
        {
            if (await IsLastAdminAsync(db, member))
            {
                return LastAdmin;
            }
            db.Memberships.Remove(member);
            return null;
        });

    private async Task<string?> ChangeAsync(
        Actor actor, long accountId, string action, string? detail, Func<PortalDbContext, Membership, Task<string?>> change)
    {
        var refusal = await database.WriteAsync(actor.TeamId, async db =>
        {
            if (!await db.MayAsync(actor, Permission.Manage))
            {
                return ActorCheck.Refused;
            }
            if (await db.Memberships.FirstOrDefaultAsync(m => m.AccountId == accountId) is not { } member)
            {
                return "This person is not in the team any more.";
            }
            if (await change(db, member) is { } no)
            {
                return no;
            }
            if (db.Entry(member).State != EntityState.Unchanged)
            {
                await audit.AddAsync(db, actor.TeamId, actor.AccountId, action, $"account:{accountId}", detail);
            }
            return null;
        });
        changes.Tell(actor.TeamId);
        return refusal;
    }

    // An Admin who is shut out of the portal does not count: nobody could manage the team.
    private static async Task<bool> IsLastAdminAsync(PortalDbContext db, Membership member) => member.Role == Role.Admin
        && !await db.Memberships.AnyAsync(m => m.Role == Role.Admin && m.AccountId != member.AccountId && m.Account.DisabledAt == null);
}

/// <summary>An account in a team, as its admins see it.</summary>
/// <param name="Disabled">Shut out of the whole portal by an administrator.</param>
public sealed record Member(
    long AccountId, string Name, string Email, Role Role, Grants Grants, long? PersonId, string? PersonName, bool Disabled);
