using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Teams;

/// <summary>What a team's admins change about the team itself. Its address stays: links would break.</summary>
public sealed class TeamSettings(Database database, AuditTrail audit, TeamChanges changes)
{
    /// <summary>Ten years, in days.</summary>
    public const int LongestKept = 3_650;

    /// <summary>Whether a team may be called so and live there.</summary>
    /// <returns>Null when it may.</returns>
    internal static TeamAnswer.Refused? Problem(string name, string timeZone) => TeamName.Problem(name) is { } problem
        ? new(nameof(Team.Name), problem)
        : TimeZones.Knows(timeZone) ? null : new(nameof(Team.TimeZone), "Choose a time zone from the list, such as America/Los_Angeles.");

    /// <returns>Null when saved.</returns>
    public async Task<TeamAnswer.Refused?> SaveAsync(Actor actor, string name, string timeZone)
    {
        if (Problem(name, timeZone) is { } problem)
        {
            return problem;
        }
        var refusal = await database.WriteAsync(actor.TeamId, async db =>
        {
            if (!await db.MayAsync(actor, Permission.Manage))
            {
                return new TeamAnswer.Refused(nameof(Team.Name), ActorCheck.Refused);
            }
            var team = await db.Teams.SingleAsync(t => t.Id == actor.TeamId);
            (string What, bool Changed)[] parts = [("name", team.Name != name.Trim()), ("zone", team.TimeZone != timeZone)];
            (team.Name, team.TimeZone) = (name.Trim(), timeZone);
            if (parts.Any(part => part.Changed))
            {
                await audit.AddAsync(db, actor.TeamId, actor.AccountId, "team.changed", $"team:{actor.TeamId}",
                    string.Join(' ', parts.Where(part => part.Changed).Select(part => part.What)));
            }
            return null;
        });
        changes.Tell(actor.TeamId);
        return refusal;
    }

    /// <summary>Whether a team requires a second factor, and which members have none.</summary>
    public Task<(bool Required, IReadOnlyList<string> Lacking)> SecondFactorAsync(long teamId) => database.ReadAsync<(bool, IReadOnlyList<string>)>(teamId, async db => (
        await db.Teams.Where(t => t.Id == teamId).Select(t => t.SecondFactorRequired).SingleAsync(),
        await db.Memberships.Where(m => m.Account.DisabledAt == null && !m.Account.TwoFactorEnabled).OrderBy(m => m.Account.Name).Select(m => m.Account.Name).ToListAsync()));

    /// <summary>From now on, members without a second factor are shown out until they have one; or all are let in again.</summary>
    /// <returns>Null when saved, else the sentence that says why not.</returns>
    public async Task<string?> RequireSecondFactorAsync(Actor actor, bool required)
    {
        var refusal = await database.WriteAsync(actor.TeamId, async db =>
        {
            if (!await db.MayAsync(actor, Permission.Manage))
            {
                return ActorCheck.Refused;
            }
            if (required && !await db.Users.AnyAsync(a => a.Id == actor.AccountId && a.TwoFactorEnabled))
            {
                return "You would lock yourself out: set up a second factor of your own first, under Account.";
            }
            var team = await db.Teams.SingleAsync(t => t.Id == actor.TeamId);
            if (team.SecondFactorRequired != required)
            {
                team.SecondFactorRequired = required;
                await audit.AddAsync(db, actor.TeamId, actor.AccountId, "team.second-factor", $"team:{actor.TeamId}", required ? "required=yes" : "required=no");
            }
            return null;
        });
        changes.Tell(actor.TeamId);
        return refusal;
    }

    /// <summary>After how many days a team's message text and numbers are erased; null: never.</summary>
    public Task<int?> EraseAfterAsync(long teamId) => database.ReadAsync(teamId, db => db.Teams.Where(t => t.Id == teamId).Select(t => t.EraseAfterDays).SingleAsync());

    /// <param name="days">Null: never. At least one: a repeat within a day is recognised by the text that was sent.</param>
    /// <returns>Null when saved, else the sentence that says why not.</returns>
    public Task<string?> SaveEraseAfterAsync(Actor actor, int? days) => database.WriteAsync(actor.TeamId, async db =>
    {
        if (days is < 1 or > LongestKept)
        {
            return $"Enter whole days between 1 and {LongestKept:N0}, or leave it empty to keep everything.";
        }
        if (!await db.MayAsync(actor, Permission.Manage))
        {
            return ActorCheck.Refused;
        }
        var team = await db.Teams.SingleAsync(t => t.Id == actor.TeamId);
        if (team.EraseAfterDays != days)
        {
            team.EraseAfterDays = days;
            await audit.AddAsync(db, actor.TeamId, actor.AccountId, "retention.changed", $"team:{actor.TeamId}", days is null ? "days=never" : $"days={days}");
        }
        return null;
    });
}
