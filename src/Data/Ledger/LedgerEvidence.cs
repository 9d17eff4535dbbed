using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>
/// What looking at Heymarket, and what Heymarket tells by itself, does to sends. Evidence wins, even late: Unknown, Not at Heymarket and
/// Closed may become Accepted. Nothing here ever makes a request due.
/// </summary>
public sealed class LedgerEvidence(Database database, SendChanges changes, SendingOptions options, TimeProvider time)
{
    /// <summary>The rate keys with a send whose time to be looked for has come.</summary>
    public Task<List<string>> DueRateKeysAsync() => database.ReadAsync(null, db =>
    {
        var now = time.GetUtcNow();
        return Everyone(db.Sends).Where(s => s.CheckAt != null && s.CheckAt <= now).Select(s => s.RateKey).Distinct().ToListAsync();
    });

    /// <summary>The sends of a rate key to be looked for, what is in doubt first.</summary>
    /// <param name="delivery">Also those that are looked for only to learn of their delivery.</param>
    public Task<List<Wanted>> DueAsync(string rateKey, int most, bool delivery) => database.ReadAsync(null, async db =>
    {
        var now = time.GetUtcNow();
        var due = await Everyone(db.Sends).AsNoTracking().Where(s => s.CheckAt != null && s.CheckAt <= now && s.RateKey == rateKey)
            .Where(s => delivery || s.State != SendState.Accepted || s.CheckAt == Asked)
            .OrderBy(s => s.State == SendState.Unknown ? 0 : 1).ThenBy(s => s.CheckAt).Take(most).ToListAsync();
        return await WantedAsync(db, due);
    });

    public Task<Wanted?> FindAsync(long teamId, long sendId) => database.ReadAsync(teamId, async db =>
        (await WantedAsync(db, await db.Sends.AsNoTracking().Where(s => s.Id == sendId).ToListAsync())).FirstOrDefault());

    /// <summary>The team's send that a message is: by its local id, or by the id that Heymarket answered with.</summary>
    public Task<Wanted?> FindAsync(long teamId, string? localId, long messageId) => database.ReadAsync(teamId, async db =>
    {
        var local = localId?.ToLowerInvariant();
        var found = local is null ? null : await db.Sends.AsNoTracking().FirstOrDefaultAsync(s => s.LocalId == local);
        found ??= await db.Sends.AsNoTracking().FirstOrDefaultAsync(s => s.MessageId == messageId);
        return found is null ? null : (await WantedAsync(db, [found])).Single();
    });

    /// <summary>Whether the team has a request under way whose answer may bring a message id yet.</summary>
    public Task<bool> AnyUnderWayAsync(long teamId) => database.ReadAsync(teamId, db => db.Sends.AnyAsync(s => s.State == SendState.Sending));

    /// <summary>Heymarket has what waits to be tried once more: it must not leave a second time.</summary>
    public async Task<bool> StopAsync(Wanted wanted, long messageId, string reason)
    {
        var now = time.GetUtcNow();
        var stopped = await database.WriteAsync(wanted.TeamId, db => db.Sends.Where(s => s.Id == wanted.SendId)
            .MoveAsync(SendMoves.Forestall, now, set => set.SetProperty(s => s.Reason, reason).SetProperty(s => s.MessageId, messageId)));
        changes.Tell(stopped == 0 ? [] : [new SendChange(wanted.TeamId, wanted.SendId, SendState.Cancelled)]);
        return stopped > 0;
    }

    /// <summary>A message with the send's local id was seen: Heymarket has it.</summary>
    public async Task<bool> FoundAsync(Wanted wanted, EvidenceSource source, Sighting seen, string? requestId)
    {
        List<SendChange> moved = [];
        await database.WriteAsync(wanted.TeamId, async db =>
        {
            var now = time.GetUtcNow();
            var accepted = await db.Sends.Where(s => s.Id == wanted.SendId).MoveAsync(SendMoves.Find, now, set => set
                .SetProperty(s => s.MessageId, seen.MessageId).SetProperty(s => s.HeymarketDate, seen.Date)
                .SetProperty(s => s.Reason, source == EvidenceSource.Webhook ? "Heymarket told of it by webhook." : "Found at Heymarket by its local id.")
                .SetProperty(s => s.CheckAt, (DateTimeOffset?)null));
            // Found just now, it is looked at for its delivery as if it had been accepted just now.
            var (since, checks) = accepted > 0 ? (now, 0) : (wanted.Since, wanted.Checks + 1);
            var next = seen.Delivery is not null || (accepted > 0 && !wanted.TellsDelivery) ? null : options.ReadBack.Next(SendState.Accepted, since, checks);
            var taken = db.Sends.Where(s => s.Id == wanted.SendId && s.State == SendState.Accepted);
            // A webhook comes by itself: it uses up none of the times to look.
            var looked = source == EvidenceSource.ReadBack || next is null || accepted > 0;
            await taken.ExecuteUpdateAsync(set => set
                .SetProperty(s => s.Checks, s => looked ? checks : s.Checks).SetProperty(s => s.CheckAt, s => looked ? next : s.CheckAt)
                .SetProperty(s => s.CheckedAt, now).SetProperty(s => s.CheckNote, wanted.NoteOf(seen)));
            if (seen.Delivery is { } delivery)
            {
                // What is told in another order ends the same: what reached the phone stays delivered, and an opt-out says more than a failure.
                var weaker = Weaker(delivery);
                await taken.Where(s => s.Delivery == null || weaker.Contains(s.Delivery.Value)).ExecuteUpdateAsync(set => set
                    .SetProperty(s => s.Delivery, delivery).SetProperty(s => s.DeliveryAt, now));
            }
            if (accepted > 0)
            {
                Add(db, wanted, source, EvidenceVerdict.Found, seen, requestId, now);
                moved.Add(new(wanted.TeamId, wanted.SendId, SendState.Accepted));
                moved.AddRange(await CancelAgainAsync(db, wanted.SendId, now));
            }
            else
            {
                moved.Add(new(wanted.TeamId, wanted.SendId, wanted.State));
            }
        });
        changes.Tell(moved);
        return moved is [{ State: SendState.Accepted }, ..];
    }

    /// <summary>
    /// Heymarket has what ended here as never having left: rejected, not sent, expired or cancelled. Its end stands, the evidence is kept beside it,
    /// and nothing is sent in its stead.
    /// </summary>
    public async Task KeepAsync(Wanted wanted, EvidenceSource source, Sighting seen)
    {
        List<SendChange> moved = [new(wanted.TeamId, wanted.SendId, wanted.State)];
        await database.WriteAsync(wanted.TeamId, async db =>
        {
            var now = time.GetUtcNow();
            var kept = await db.Sends.Where(s => s.Id == wanted.SendId && s.State == wanted.State && s.MessageId == null).ExecuteUpdateAsync(set => set
                .SetProperty(s => s.MessageId, seen.MessageId).SetProperty(s => s.HeymarketDate, seen.Date)
                .SetProperty(s => s.CheckedAt, now).SetProperty(s => s.CheckNote, wanted.NoteOf(seen))
                .SetProperty(s => s.Reason, s => (s.Reason == null ? "" : s.Reason + " ") + "Yet Heymarket has it."));
            if (kept > 0)
            {
                Add(db, wanted, source, EvidenceVerdict.Found, seen, null, now);
                moved.AddRange(await CancelAgainAsync(db, wanted.SendId, now));
            }
        });
        changes.Tell(moved);
    }

    /// <summary>One of the times to look has come and gone without the send.</summary>
    /// <param name="counts">Whether it was a good read, late enough after the attempt for its absence to count.</param>
    public async Task AbsentAsync(Wanted wanted, bool counts, string note, string? requestId)
    {
        var state = await database.WriteAsync(wanted.TeamId, async db =>
        {
            var now = time.GetUtcNow();
            var checks = wanted.Checks + 1;
            var gone = counts && wanted.State == SendState.Unknown && wanted.Absences + 1 >= AbsencesThatCount;
            var next = gone ? null : options.ReadBack.Next(wanted.State, wanted.Since, checks) ?? (wanted.State == SendState.Unknown ? Later(wanted, now) : null);
            await db.Sends.Where(s => s.Id == wanted.SendId && s.State == wanted.State).ExecuteUpdateAsync(set => set
                .SetProperty(s => s.Checks, checks).SetProperty(s => s.Absences, s => s.Absences + (counts ? 1 : 0))
                .SetProperty(s => s.CheckAt, next).SetProperty(s => s.CheckedAt, now).SetProperty(s => s.CheckNote, note));
            if (!counts)
            {
                return wanted.State;
            }
            Add(db, wanted, EvidenceSource.ReadBack, EvidenceVerdict.Absent, new(null, null, null, note), requestId, now);
            return gone && await db.Sends.Where(s => s.Id == wanted.SendId).MoveAsync(SendMoves.Miss, now, set => set.SetProperty(s => s.Reason, note)) > 0
                ? SendState.NotFound
                : wanted.State;
        });
        changes.Tell(new SendChange(wanted.TeamId, wanted.SendId, state));
    }

    /// <summary>A message that matches in all but the local id: kept for a person, settles nothing.</summary>
    public async Task ProbableAsync(Wanted wanted, Sighting seen, string? requestId)
    {
        await database.WriteAsync(wanted.TeamId, async db =>
        {
            var now = time.GetUtcNow();
            if (!await db.Evidence.AnyAsync(e => e.SendId == wanted.SendId && e.MessageId == seen.MessageId))
            {
                Add(db, wanted, EvidenceSource.ReadBack, EvidenceVerdict.Probable, seen, requestId, now);
            }
            var next = options.ReadBack.Next(wanted.State, wanted.Since, wanted.Checks + 1);
            await db.Sends.Where(s => s.Id == wanted.SendId && s.State == wanted.State).ExecuteUpdateAsync(set => set
                .SetProperty(s => s.Checks, wanted.Checks + 1).SetProperty(s => s.CheckAt, next)
                .SetProperty(s => s.CheckedAt, now).SetProperty(s => s.CheckNote, wanted.NoteOf(seen)));
        });
        changes.Tell(new SendChange(wanted.TeamId, wanted.SendId, wanted.State));
    }

    /// <summary>The look could not be taken: it is tried again, and its time has not come yet.</summary>
    public async Task PostponeAsync(Wanted wanted, string note)
    {
        await database.WriteAsync(wanted.TeamId, db =>
        {
            var now = time.GetUtcNow();
            return db.Sends.Where(s => s.Id == wanted.SendId && s.State == wanted.State).ExecuteUpdateAsync(set => set
                .SetProperty(s => s.CheckAt, Later(wanted, now)).SetProperty(s => s.CheckedAt, now).SetProperty(s => s.CheckNote, note));
        });
        // Whoever asked for it now reads why it has to wait.
        changes.Tell(new SendChange(wanted.TeamId, wanted.SendId, wanted.State));
    }

    /// <summary>A person wants to know now: it is looked for within a second or two.</summary>
    /// <returns>Null when it will be, else the sentence that says why not.</returns>
    public Task<string?> AskAsync(Actor actor, long sendId) => StoreTrouble.RefusesAsync(() => database.WriteAsync<string?>(actor.TeamId, async db =>
    {
        if (await Ledger.MembershipOf(db, actor) is not { } member || !member.Role.May(member.Grants, Permission.Send))
        {
            return "You may not do this in this team any more.";
        }
        var now = time.GetUtcNow();
        var asked = await db.Sends.Where(s => s.Id == sendId && s.ErasedAt == null && Lookable.Contains(s.State)).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.CheckAt, s => s.State == SendState.Accepted ? Asked : now));
        return asked == 1 ? null : "There is nothing to look for: it has not left, Heymarket refused it, or its text was erased.";
    }));

    private static Delivery[] Weaker(Delivery delivery) => delivery switch
    {
        Delivery.Delivered => [Delivery.Failed, Delivery.OptedOut],
        Delivery.OptedOut => [Delivery.Failed],
        _ => [],
    };

    private static readonly SendState[] Lookable = [SendState.Unknown, SendState.NotFound, SendState.Closed, SendState.Accepted];

    // Before every delivery whose time came by the clock: a person waits for this one.
    private static readonly DateTimeOffset Asked = DateTimeOffset.UnixEpoch;

    internal const string FoundAfterAll = "The first text was found at Heymarket after all.";

    private const int AbsencesThatCount = 2;

    // An Unknown is looked for until somebody could have looked by hand; a delivery is worth an hour.
    private DateTimeOffset? Later(Wanted wanted, DateTimeOffset now) =>
        now - wanted.Since < (wanted.State == SendState.Unknown ? TimeSpan.FromDays(1) : TimeSpan.FromHours(1))
            ? now.AddSeconds(options.ReadBack.AgainSeconds)
            : null;

    // Evidence that comes before a "Send again" has left makes that one needless.
    private static async Task<List<SendChange>> CancelAgainAsync(PortalDbContext db, long sendId, DateTimeOffset now)
    {
        var waiting = db.Sends.Where(s => s.AgainOf == sendId).For(SendMoves.Forestall);
        var again = await waiting.Select(s => new { s.TeamId, s.Id }).ToListAsync();
        await waiting.MoveAsync(SendMoves.Forestall, now, set => set.SetProperty(s => s.Reason, FoundAfterAll));
        return again.ConvertAll(row => new SendChange(row.TeamId, row.Id, SendMoves.Forestall.To));
    }

    private static void Add(
        PortalDbContext db, Wanted wanted, EvidenceSource source, EvidenceVerdict verdict, Sighting seen, string? requestId, DateTimeOffset now) =>
        db.Evidence.Add(new Evidence
        {
            SendId = wanted.SendId,
            TeamId = wanted.TeamId,
            At = now,
            Source = source,
            Verdict = verdict,
            MessageId = seen.MessageId,
            Details = wanted.NoteOf(seen),
            RequestId = requestId,
        });

    private static async Task<List<Wanted>> WantedAsync(PortalDbContext db, List<Send> sends)
    {
        var ids = sends.Select(s => s.AttemptId).ToList();
        var attempts = await Everyone(db.AttemptRows).AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => new { a.StartedAt, a.ApiKeyId });
        return sends.ConvertAll(s => new Wanted(
            s.Id, s.TeamId, s.RateKey, s.State, s.LocalId, s.Content, s.ConversationNumber, s.TemplateText,
            s.AttemptId is { } id && attempts.TryGetValue(id, out var at) ? at.StartedAt : s.StateAt, s.StateAt, s.Checks, s.Absences, s.MessageId)
        {
            Erased = s.ErasedAt is not null,
            Asked = s.CheckAt == Asked,
            ApiKeyId = s.AttemptId is { } last && attempts.TryGetValue(last, out var by) ? by.ApiKeyId : null,
        });
    }

    private static IQueryable<T> Everyone<T>(DbSet<T> rows) where T : class => rows.IgnoreQueryFilters([PortalDbContext.TeamFilter]);
}
