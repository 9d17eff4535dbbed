using HeymarketPortal.Data;
using HeymarketPortal.Pages.Sends;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Pages.Outbox;

/// <summary>What has not ended: what waits for a person, for its turn, or for its time.</summary>
public sealed class OutboxQueries(Database database, TimeProvider time)
{
    /// <summary>Rows shown of each; a longer queue says how long it is.</summary>
    public const int Most = 200;

    /// <summary>Evidence takes room: of cases fewer are shown at once.</summary>
    public const int MostCases = 50;

    /// <summary>For how long what did not go is offered to be sent again here; History keeps it.</summary>
    public static readonly TimeSpan Offered = TimeSpan.FromDays(7);

    public Task<OutboxView> ReadAsync(long teamId) => database.ReadAsync(teamId, async db =>
    {
        var sends = db.Sends.AsNoTracking();
        return new OutboxView(
            await ReviewAsync(db),
            await ReadAsync(DidNotGo(db)),
            await ReadAsync(sends.Where(s => SendStates.Waiting.Contains(s.State)).Where(ForLater.IsNot).OrderBy(s => s.DueAt).ThenBy(s => s.Id)),
            await ReadAsync(sends.Where(ForLater.Is).OrderBy(s => s.DueAt).ThenBy(s => s.Id)),
            await db.Teams.AnyAsync(t => t.Id == teamId && t.StoppedAt != null));
    });

    private static async Task<ReviewPart> ReviewAsync(PortalDbContext db)
    {
        var all = db.Sends.AsNoTracking().Where(s => SendStates.NeedsReview.Contains(s.State));
        // What can be decided comes first.
        var sends = await all.OrderBy(s => s.State == SendState.NotFound ? 0 : 1).ThenBy(s => s.Id).Take(MostCases).ToListAsync();
        var ids = sends.ConvertAll(s => s.Id);
        var lines = await db.Sends.AsNoTracking().Where(s => ids.Contains(s.Id)).Select(SendLine.From).ToDictionaryAsync(s => s.Id);
        var attempts = await db.AttemptRows.AsNoTracking().Where(a => ids.Contains(a.SendId))
            .Select(a => new { a.SendId, a.StartedAt }).ToListAsync();
        var looks = (await db.Evidence.AsNoTracking().Where(e => ids.Contains(e.SendId)).OrderByDescending(e => e.Id).ToListAsync()).ToLookup(e => e.SendId);
        return new ReviewPart(await all.CountAsync(), sends.ConvertAll(s => new ReviewCase(
            lines[s.Id], attempts.Where(a => a.SendId == s.Id).Select(a => a.StartedAt).DefaultIfEmpty(s.StateAt).Max(),
            s.Checks, s.Absences, s.CheckedAt, s.CheckNote, [.. looks[s.Id]])));
    }

    private IQueryable<Send> DidNotGo(PortalDbContext db)
    {
        var since = time.GetUtcNow() - Offered;
        return db.Sends.AsNoTracking()
            .Where(s => (s.State == SendState.Rejected || s.State == SendState.NotSent || s.State == SendState.Expired) && s.StateAt > since && s.MessageId == null && s.ErasedAt == null)
            .Where(s => !db.Sends.Any(other => other.AgainOf == s.Id || other.InsteadOf == s.Id)).OrderByDescending(s => s.Id);
    }

    private static async Task<OutboxPart> ReadAsync(IQueryable<Send> part) =>
        new(await part.CountAsync(), await part.Take(Most).Select(SendLine.From).ToListAsync());
}

/// <param name="DidNotGo">Lately refused, never left or expired, and not sent again.</param>
/// <param name="Stopped">Somebody stopped all sends of the team.</param>
public sealed record OutboxView(ReviewPart Review, OutboxPart DidNotGo, OutboxPart Waiting, OutboxPart Scheduled, bool Stopped);

/// <param name="Count">How many there are, of which <paramref name="Sends"/> are the first.</param>
public sealed record OutboxPart(int Count, IReadOnlyList<SendLine> Sends);

/// <param name="Count">How many there are, of which <paramref name="Cases"/> are the first.</param>
public sealed record ReviewPart(int Count, IReadOnlyList<ReviewCase> Cases);
