using System.Linq.Expressions;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace HeymarketPortal.Data;

/// <summary>
/// What the pump and the sweeper do to sends, over all teams. Every move is one compare-and-set: whoever comes second
/// changes nothing. Nothing here goes from Sending or Unknown back to Queued but <see cref="SettleAsync"/> for what did not leave.
/// </summary>
public sealed class LedgerClaims(Database database, GroupCommit together, SendChanges changes, Bell bell, SendingOptions options, TimeProvider time)
{
    private const string KeyTrouble = "The team's API key needs attention.";

    private readonly string _owner = $"{Environment.MachineName}:{Environment.ProcessId}";

    /// <summary>The rate keys that have something due.</summary>
    public Task<List<string>> DueRateKeysAsync() => database.ReadAsync(null, db =>
        Due(db, time.GetUtcNow()).Select(s => s.RateKey).Distinct().ToListAsync());

    public Task<bool> AnyDueAsync(string rateKey, CancellationToken stop) => database.ReadAsync(null, db =>
        Due(db, time.GetUtcNow()).AnyAsync(s => s.RateKey == rateKey, stop), stop);

    /// <summary>
    /// Takes the next due sends of a rate key: committed durably as Sending, with their attempts, before the caller makes a request.
    /// </summary>
    /// <returns>Fewer than asked for, or none, when fewer are due.</returns>
    public async Task<IReadOnlyList<Claim>> ClaimAsync(string rateKey, int most)
    {
        var claims = await together.WriteAsync(desk =>
        {
            var now = time.GetUtcNow();
            return ClaimSql.Claim(desk, rateKey, most, _owner, now, now.AddSeconds(options.LeaseSeconds));
        });
        changes.Tell([.. claims.Select(claim => new SendChange(claim.TeamId, claim.SendId, SendState.Sending))]);
        return claims;
    }

    /// <summary>Whether an earlier attempt of this send was answered with 401 and tried once more.</summary>
    public Task<bool> TriedBeforeAsync(Claim claim) => database.ReadAsync(claim.TeamId, db =>
        db.AttemptRows.AnyAsync(a => a.SendId == claim.SendId && a.Id != claim.AttemptId && a.HttpStatus == 401));

    /// <summary>Writes what an attempt taught. Only the attempt that holds the send moves it; evidence of acceptance wins even late.</summary>
    public async Task SettleAsync(Claim claim, Observation seen, Outcome outcome)
    {
        if (outcome is Outcome.Accepted { Receipt: var receipt })
        {
            await AcceptAsync(claim, seen, receipt);
            return;
        }
        var state = await database.WriteAsync(claim.TeamId, async db =>
        {
            var now = time.GetUtcNow();
            var reason = ReasonOf(outcome);
            await db.AttemptRows.Where(a => a.Id == claim.AttemptId).ExecuteUpdateAsync(set => set
                .SetProperty(a => a.EndedAt, now).SetProperty(a => a.HttpStatus, seen.Status).SetProperty(a => a.Failure, seen.Failure)
                .SetProperty(a => a.RequestId, seen.RequestId).SetProperty(a => a.Outcome, outcome.GetType().Name)
                .SetProperty(a => a.Reason, reason).SetProperty(a => a.Evidence, seen.Body));
            var held = db.Sends.Where(s => s.Id == claim.SendId && s.AttemptId == claim.AttemptId);
            var move = outcome switch
            {
                Outcome.Rejected => SendMoves.Reject,
                // Another key was promoted meanwhile: the refused one says nothing about it.
                Outcome.KeyRefused when await ReplacedAsync(db, claim) => await WaitAsync(),
                Outcome.KeyRefused => SendMoves.ReturnHeld,
                Outcome.NotSent => await WaitAsync(),
                _ => SendMoves.Doubt,
            };
            return await held.MoveAsync(move, now, Waiting(move, reason, now)) > 0 ? move.To : (SendState?)null;

            async Task<SendMove> WaitAsync() => await held.AnyAsync(s => s.NotAfter > now) ? SendMoves.Return : SendMoves.ReturnTooLate;
        });
        if (state is { } reached)
        {
            changes.Tell(new SendChange(claim.TeamId, claim.SendId, reached));
        }
    }

    private async Task AcceptAsync(Claim claim, Observation seen, Receipt receipt)
    {
        var now = time.GetUtcNow();
        changes.Tell(await together.WriteAsync(desk => ClaimSql.Settle(desk, claim, seen, receipt, now, options.ReadBack.Next(SendState.Accepted, now, 0))));
    }

    /// <summary>How many sends <see cref="HoldKeyAsync"/> would hold.</summary>
    public Task<HoldCount> WouldHoldAsync(long teamId) => database.ReadAsync(teamId, async db => new HoldCount(
        await db.Sends.CountAsync(s => s.State == SendState.Queued), await db.Sends.CountAsync(s => s.State == SendState.Scheduled)));

    /// <summary>Takes an API key out of service: it needs attention, and what waits for it is held. Other keys go on.</summary>
    public async Task HoldKeyAsync(long teamId, long apiKeyId, string reason)
    {
        var held = await database.WriteAsync(teamId, async db =>
        {
            var stopped = await db.ApiKeys.Where(k => k.Id == apiKeyId && k.State == ApiKeyState.InUse).ExecuteUpdateAsync(set => set
                .SetProperty(k => k.State, ApiKeyState.NeedsAttention).SetProperty(k => k.Trouble, reason));
            return stopped == 0 ? [] : await MoveAllAsync(db, SendMoves.Hold, s => true, KeyTrouble);
        });
        changes.Tell(held);
    }

    /// <summary>After a key was verified again, or a team goes on: what was held for less than the limit goes on, the rest waits for a person.</summary>
    public async Task<int> ReleaseKeyAsync(long teamId, string rateKey)
    {
        var now = time.GetUtcNow();
        var released = await database.WriteAsync(teamId, async db => await db.Teams.AnyAsync(t => t.Id == teamId && t.StoppedAt != null)
            ? []
            : await MoveAllAsync(db, SendMoves.Release, HeldSends.GoingOn(rateKey, options, now), null));
        changes.Tell(released);
        bell.Ring(rateKey);
        return released.Count;
    }

    /// <summary>Inside a write of one team: what waits under one rate key waits under another from now on.</summary>
    public static Task MoveToRateKeyAsync(PortalDbContext db, string from, string to) => from == to
        ? Task.CompletedTask
        : db.Sends.Where(s => s.RateKey == from && (s.State == SendState.Scheduled || s.State == SendState.Queued || s.State == SendState.Held))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.RateKey, to));

    /// <summary>At start, when this process alone owns the database: whatever was being sent may have arrived.</summary>
    public Task<int> RecoverAsync() => EndLostAsync(s => true);

    /// <summary>The clock's part: leases that ran out, due times that came, "not after"s that passed.</summary>
    public async Task SweepAsync()
    {
        var now = time.GetUtcNow();
        await EndLostAsync(s => s.LeaseUntil < now);
        var moved = await database.WriteAsync(null, async db =>
        {
            List<SendChange> all =
            [
                .. await MoveAllAsync(db, SendMoves.GiveUp, s => s.NotAfter <= now, "It could not leave in time."),
                .. await MoveAllAsync(db, SendMoves.Expire, s => s.NotAfter <= now, "Its time passed before it could leave."),
                .. await MoveAllAsync(db, SendMoves.FallDue, s => s.DueAt <= now, null),
                .. await MoveAllAsync(db, SendMoves.GiveUp, OptOuts.Waiting(db), OptOuts.Reason),
                .. await MoveAllAsync(db, SendMoves.Hold, s => !Everyone(db.ApiKeys).Any(k => k.TeamId == s.TeamId && k.State == ApiKeyState.InUse && k.RateKey == s.RateKey), KeyTrouble),
                .. await MoveAllAsync(db, SendMoves.Hold, s => db.Teams.Any(t => t.Id == s.TeamId && t.StoppedAt != null), TeamStops.Reason),
            ];
            return all;
        });
        changes.Tell(moved);
    }

    /// <summary>
    /// After the clock was set back: what is to wait for seconds shall not wait until the clock has caught up. An undo begins anew, a lease and a
    /// look at Heymarket are no further away than one given now. What somebody gave a time keeps it, and so does a look that was planned at a
    /// moment which has been: where no clock went back, nothing moves.
    /// </summary>
    public Task ClockWentBackAsync() => database.WriteAsync(null, async db =>
    {
        var now = time.GetUtcNow();
        var (ms, lease, look) = (now.ToUnixTimeMilliseconds(), now.AddSeconds(options.LeaseSeconds), now.AddSeconds(options.ReadBack.AgainSeconds));
        var hold = SendingOptions.LongestHold * 1_000;
        await db.Database.ExecuteSqlAsync($"""
            UPDATE "Sends" SET "DueAt" = {ms} + "DueAt" - "CreatedAt", "CreatedAt" = {ms}, "StateAt" = {ms}
            WHERE "State" = 'Scheduled' AND "CreatedAt" > {ms} AND "DueAt" - "CreatedAt" <= {hold}
            """);
        await Everyone(db.Sends).Where(s => s.State == SendState.Sending && s.LeaseUntil > lease).ExecuteUpdateAsync(set => set.SetProperty(s => s.LeaseUntil, lease));
        await Everyone(db.Sends).Where(s => s.CheckAt > look && (s.StateAt > now || s.CheckedAt > now)).ExecuteUpdateAsync(set => set.SetProperty(s => s.CheckAt, look));
    });

    private async Task<int> EndLostAsync(Expression<Func<Send, bool>> lost)
    {
        // Almost always there is nothing, at every start and every sweep: then nothing is written either.
        if (!await database.ReadAsync(null, db => Everyone(db.Sends).For(SendMoves.Doubt).AnyAsync(lost)))
        {
            return 0;
        }
        var unknown = await database.WriteAsync(null, async db =>
        {
            var now = time.GetUtcNow();
            var attempts = Everyone(db.Sends).For(SendMoves.Doubt).Where(lost).Select(s => s.AttemptId);
            await Everyone(db.AttemptRows).Where(a => attempts.Contains(a.Id)).ExecuteUpdateAsync(set => set
                .SetProperty(a => a.EndedAt, now).SetProperty(a => a.Failure, Failure.Crash).SetProperty(a => a.Outcome, nameof(Outcome.Unknown))
                .SetProperty(a => a.Reason, AnswerMeaning.Words(Failure.Crash)));
            return await MoveAllAsync(db, SendMoves.Doubt, lost, AnswerMeaning.Words(Failure.Crash));
        });
        changes.Tell(unknown);
        return unknown.Count;
    }

    private async Task<List<SendChange>> MoveAllAsync(PortalDbContext db, SendMove move, Expression<Func<Send, bool>> which, string? reason)
    {
        var now = time.GetUtcNow();
        var rows = (db.TeamId is null ? Everyone(db.Sends) : db.Sends).For(move).Where(which);
        var ids = await rows.Select(s => new { s.TeamId, s.Id }).ToListAsync();
        if (ids.Count > 0)
        {
            await rows.MoveAsync(move, now, Waiting(move, reason, now));
        }
        return [.. ids.Select(row => new SendChange(row.TeamId, row.Id, move.To))];
    }

    // Whatever it becomes, no claim holds it any more; only what is in doubt is looked for.
    private Action<UpdateSettersBuilder<Send>> Waiting(SendMove move, string? reason, DateTimeOffset now)
    {
        var check = move.To == SendState.Unknown ? options.ReadBack.Next(move.To, now, 0) : null;
        return set => set.SetProperty(s => s.LeaseUntil, (DateTimeOffset?)null).SetProperty(s => s.Reason, reason)
            .SetProperty(s => s.Checks, 0).SetProperty(s => s.CheckAt, check);
    }

    private static Task<bool> ReplacedAsync(PortalDbContext db, Claim claim) => db.ApiKeys.AnyAsync(k =>
        k.Id != claim.ApiKeyId && k.State == ApiKeyState.InUse && k.RateKey == claim.RateKey);

    private static string? ReasonOf(Outcome outcome) => outcome switch
    {
        Outcome.Rejected o => o.Reason,
        Outcome.NotSent o => o.Reason,
        Outcome.Doubted o => o.Reason,
        Outcome.KeyRefused o => o.Reason,
        Outcome.Unknown o => o.Reason,
        _ => null,
    };

    // Claimable: queued, which means that its time has come whatever a clock says that was set back since; still useful, its recipient did not opt out, and its team is open and has a key that works.
    private static IQueryable<Send> Due(PortalDbContext db, DateTimeOffset now) => Everyone(db.Sends).Where(s =>
        s.State == SendState.Queued && s.NotAfter > now
        && db.Teams.Any(t => t.Id == s.TeamId && t.ArchivedAt == null && t.StoppedAt == null)
        && Everyone(db.ApiKeys).Any(k => k.TeamId == s.TeamId && k.State == ApiKeyState.InUse && k.RateKey == s.RateKey))
        .Where(OptOuts.NotWaiting(db));

    private static IQueryable<T> Everyone<T>(DbSet<T> rows) where T : class => rows.IgnoreQueryFilters([PortalDbContext.TeamFilter]);
}
