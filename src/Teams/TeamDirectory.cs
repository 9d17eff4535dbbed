using HeymarketPortal.Data;
using HeymarketPortal.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Teams;

/// <summary>The teams of the portal: who may enter which, and what portal administrators do to them.</summary>
public sealed class TeamDirectory(Database database, TeamVault vault, AuditTrail audit, TeamChanges changes, TimeProvider time)
{
    /// <summary>Makes a team with a data key of its own. Its creator becomes its Admin.</summary>
    /// <param name="administratorId">A portal administrator; null for the command line, whose team has no member yet.</param>
    /// <param name="timeZone">IANA name, such as <c>America/Los_Angeles</c>.</param>
    public async Task<TeamAnswer> CreateAsync(long? administratorId, string name, string timeZone, bool sandbox)
    {
        if (TeamSettings.Problem(name, timeZone) is { } problem)
        {
            return problem;
        }
        return await database.WriteAsync<TeamAnswer>(null, async db =>
        {
            if (administratorId is not null && !await IsAdministratorAsync(db, administratorId.Value))
            {
                return new TeamAnswer.Refused(nameof(Team.Name), NotAnAdministrator);
            }
            var start = TeamName.SlugOf(name);
            var taken = await db.Teams.Where(t => t.Slug.StartsWith(start)).Select(t => t.Slug).ToHashSetAsync();
            var slug = TeamName.FreeSlug(name, taken);
            var team = new Team
            {
                Name = name.Trim(),
                Slug = slug,
                TimeZone = timeZone,
                Sandbox = sandbox,
                WrappedKey = vault.NewTeamKey(slug),
                CreatedAt = time.GetUtcNow(),
            };
            db.Teams.Add(team);
            await db.SaveChangesAsync();
            if (administratorId is { } creator)
            {
                db.Memberships.Add(new Membership { TeamId = team.Id, AccountId = creator, Role = Role.Admin, CreatedAt = team.CreatedAt });
            }
            await AuditAsync(db, team.Id, administratorId, "team.created");
            return new TeamAnswer.Done(team.Id, slug);
        });
    }

    /// <summary>Shuts a team: its addresses answer 404 and nothing of it is sent. Nothing is removed.</summary>
    /// <returns>Null when done, else the sentence that says why not.</returns>
    public Task<string?> ArchiveAsync(long administratorId, long teamId) =>
        ChangeAsync(administratorId, teamId, "team.archived", team => team.ArchivedAt ??= time.GetUtcNow());

    /// <inheritdoc cref="ArchiveAsync"/>
    public Task<string?> RestoreAsync(long administratorId, long teamId) =>
        ChangeAsync(administratorId, teamId, "team.restored", team => team.ArchivedAt = null);

    /// <summary>What an account may do in the team of a slug; null for a foreign, unknown or archived team: all look alike.</summary>
    public Task<TeamAccess?> AccessAsync(long accountId, string slug) => database.ReadAsync(null, async db =>
    {
        var membership = await Everywhere(db).Include(m => m.Team).Include(m => m.Account).FirstOrDefaultAsync(m =>
            m.AccountId == accountId && m.Team.Slug == slug && m.Team.ArchivedAt == null && m.Account.DisabledAt == null);
        return membership is null ? null : new TeamAccess(
            membership.TeamId, membership.Team.Slug, membership.Team.Name, TimeZones.Of(membership.Team.TimeZone), membership.Team.Sandbox,
            accountId, membership.Account.Name, membership.Role, membership.Grants, membership.PersonId)
            {
                LacksSecondFactor = membership.Team.SecondFactorRequired && !membership.Account.TwoFactorEnabled,
            };
    });

    /// <summary>The teams an account may enter, by name.</summary>
    public Task<List<TeamEntry>> TeamsOfAsync(long accountId) => database.ReadAsync(null, async db => (await Everywhere(db)
        .Where(m => m.AccountId == accountId && m.Team.ArchivedAt == null && m.Account.DisabledAt == null)
        .Select(m => new TeamEntry(m.TeamId, m.Team.Slug, m.Team.Name, m.Team.Sandbox, m.Role)).ToListAsync())
        .OrderBy(t => t.Name, ByName).ThenBy(t => t.Id).ToList());

    /// <summary>The team an account opened last, else its first; null when it is in none.</summary>
    public async Task<TeamEntry?> LastTeamAsync(long accountId)
    {
        var teams = await TeamsOfAsync(accountId);
        var last = await database.ReadAsync(null, db => db.Users.Where(a => a.Id == accountId).Select(a => a.LastTeamId).FirstOrDefaultAsync());
        return teams.Find(t => t.Id == last) ?? teams.FirstOrDefault();
    }

    /// <summary>Every team of the portal, archived ones last.</summary>
    public Task<List<TeamLine>> AllAsync() => database.ReadAsync(null, async db => (await db.Teams.AsNoTracking()
        .Select(t => new TeamLine(t.Id, t.Slug, t.Name, t.TimeZone, t.Sandbox,
            db.Memberships.IgnoreQueryFilters(TeamFilters).Count(m => m.TeamId == t.Id), t.CreatedAt, t.ArchivedAt)).ToListAsync())
        .OrderBy(t => t.ArchivedAt is not null).ThenBy(t => t.Name, ByName).ThenBy(t => t.Id).ToList());

    /// <summary>Remembers where <c>/</c> leads. Writes only when it changes.</summary>
    public async Task RememberAsync(long accountId, long teamId)
    {
        if (await database.ReadAsync(null, db => db.Users.AnyAsync(a => a.Id == accountId && a.LastTeamId != teamId)))
        {
            await database.WriteAsync(null, db => db.Users.Where(a => a.Id == accountId)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.LastTeamId, teamId)));
        }
    }

    public Task<bool> IsAdministratorAsync(long accountId) => database.ReadAsync(null, db => IsAdministratorAsync(db, accountId));

    public Task<bool> IsAuditorAsync(long accountId) => database.ReadAsync(null, db => db.Users.AnyAsync(a => a.Id == accountId && a.Auditor && a.DisabledAt == null));

    private const string NotAnAdministrator = "Only an administrator of the portal does this.";
    // SQLite puts every capital before every small letter.
    private static readonly StringComparer ByName = StringComparer.CurrentCultureIgnoreCase;
    private static readonly string[] TeamFilters = [PortalDbContext.TeamFilter];

    private async Task<string?> ChangeAsync(long administratorId, long teamId, string action, Action<Team> change)
    {
        var refusal = await database.WriteAsync(null, async db =>
        {
            if (!await IsAdministratorAsync(db, administratorId))
            {
                return NotAnAdministrator;
            }
            if (await db.Teams.FirstOrDefaultAsync(t => t.Id == teamId) is not { } team)
            {
                return "There is no such team.";
            }
            change(team);
            if (db.Entry(team).State == EntityState.Modified)
            {
                await AuditAsync(db, teamId, administratorId, action);
            }
            return null;
        });
        changes.Tell(teamId);
        return refusal;
    }

    // The team's own chain tells its members, the portal's tells the administrators.
    private async Task AuditAsync(PortalDbContext db, long teamId, long? accountId, string action)
    {
        await audit.AddAsync(db, teamId, accountId, action, $"team:{teamId}");
        await audit.AddAsync(db, AuditTrail.Portal, accountId, action, $"team:{teamId}");
    }

    private static Task<bool> IsAdministratorAsync(PortalDbContext db, long accountId) =>
        db.Users.AnyAsync(a => a.Id == accountId && a.Administrator && a.DisabledAt == null);

    private static IQueryable<Membership> Everywhere(PortalDbContext db) => db.Memberships.AsNoTracking().IgnoreQueryFilters(TeamFilters);
}

/// <summary>What making a team came to.</summary>
public abstract record TeamAnswer
{
    private TeamAnswer()
    {
    }

    public sealed record Done(long TeamId, string Slug) : TeamAnswer;

    /// <param name="Field"><c>Name</c> or <c>TimeZone</c>.</param>
    public sealed record Refused(string Field, string Sentence) : TeamAnswer;
}
