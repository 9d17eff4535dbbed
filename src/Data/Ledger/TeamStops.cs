using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>Stop all: one press holds everything that has not left, and what is confirmed until somebody resumes.</summary>
public sealed class TeamStops(Database database, AuditTrail audit, LedgerClaims claims, SendChanges changes, TimeProvider time)
{
    internal const string Reason = "All sends of this team were stopped.";

    /// <returns>Null when stopped, else the sentence that says why not.</returns>
    public async Task<string?> StopAsync(Actor actor)
    {
        List<SendChange> held = [];
        var refusal = await StoreTrouble.RefusesAsync(() => database.WriteAsync<string?>(actor.TeamId, async db =>
        {
            if (await Ledger.MembershipOf(db, actor) is not { } member || !member.Role.May(member.Grants, Permission.Send))
            {
                return "You may not do this in this team any more.";
            }
            var now = time.GetUtcNow();
            await db.Teams.Where(t => t.Id == actor.TeamId && t.StoppedAt == null).ExecuteUpdateAsync(set => set
                .SetProperty(t => t.StoppedAt, now).SetProperty(t => t.StoppedBy, member.Account.Name));
            held = [.. (await db.Sends.For(SendMoves.Hold).Select(s => s.Id).ToListAsync()).Select(id => new SendChange(actor.TeamId, id, SendMoves.Hold.To))];
            await db.Sends.MoveAsync(SendMoves.Hold, now, set => set.SetProperty(s => s.Reason, Reason));
            await audit.AddAsync(db, actor.TeamId, actor.AccountId, "team.stopped", $"team:{actor.TeamId}", $"held={held.Count}");
            return null;
        }));
        changes.Tell(refusal is null ? held : []);
        return refusal;
    }

    /// <summary>Lets the team go on: what was held for less than the limit leaves by itself, the rest waits for a person.</summary>
    /// <returns>Null when resumed, else the sentence that says why not.</returns>
    public async Task<string?> ResumeAsync(Actor actor)
    {
        string? rateKey = null;
        var refusal = await StoreTrouble.RefusesAsync(() => database.WriteAsync<string?>(actor.TeamId, async db =>
        {
            if (await Ledger.MembershipOf(db, actor) is not { Role: Role.Admin })
            {
                return "Only an admin resumes what was stopped.";
            }
            await db.Teams.Where(t => t.Id == actor.TeamId).ExecuteUpdateAsync(set => set
                .SetProperty(t => t.StoppedAt, (DateTimeOffset?)null).SetProperty(t => t.StoppedBy, (string?)null));
            rateKey = await db.ApiKeys.Where(k => k.State == ApiKeyState.InUse).Select(k => k.RateKey).FirstOrDefaultAsync();
            await audit.AddAsync(db, actor.TeamId, actor.AccountId, "team.resumed", $"team:{actor.TeamId}");
            return null;
        }));
        if (refusal is null && rateKey is not null)
        {
            await claims.ReleaseKeyAsync(actor.TeamId, rateKey);
        }
        return refusal;
    }

    /// <summary>Who stopped the team, and when; null while it goes on.</summary>
    public Task<TeamStop?> FindAsync(long teamId) => database.ReadAsync(teamId, db => db.Teams.AsNoTracking()
        .Where(t => t.Id == teamId && t.StoppedAt != null).Select(t => new TeamStop(t.StoppedBy, t.StoppedAt!.Value)).FirstOrDefaultAsync());

    internal static string? Sentence(Team team) =>
        team.StoppedAt is null ? null : $"{team.StoppedBy ?? "Somebody"} stopped all sends of this team. An admin resumes them first.";
}

public sealed record TeamStop(string? By, DateTimeOffset At);
