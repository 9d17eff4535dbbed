using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Pages.History;

/// <summary>
/// Reads what an export writes, newest first, in batches by key: each is a short read of its own, so that a slow download holds nothing open,
/// and each asks again whether its reader may.
/// </summary>
internal sealed class ExportQueries(Database database)
{
    private const int Batch = 2_000;

    /// <param name="before">The id of the last row read; null: from the newest on.</param>
    /// <returns>Null when the member may not export any more.</returns>
    public Task<ExportBatch?> ReadAsync(Actor actor, HistoryFilter filter, TimeZoneInfo zone, long? before, CancellationToken stop) =>
        database.ReadAsync(actor.TeamId, async db =>
        {
            if (!await db.MayAsync(actor, Permission.Export))
            {
                return null;
            }
            var ids = await SendIds.BeforeAsync(db, actor.TeamId, filter.In(zone), before, Batch, stop);
            if (ids is [])
            {
                return ExportBatch.None;
            }
            var lines = await db.Sends.AsNoTracking().Where(s => EF.Parameter(ids).Contains(s.Id)).OrderByDescending(s => s.Id).Select(ExportLine.From).ToListAsync(stop);
            var requests = await db.AttemptRows.AsNoTracking().Where(a => a.RequestId != null && EF.Parameter(ids).Contains(a.SendId))
                .OrderBy(a => a.StartedAt).Select(a => new { a.SendId, a.RequestId }).ToListAsync(stop);
            return new ExportBatch(lines, requests.ToLookup(r => r.SendId, r => r.RequestId!), ids.Count == Batch);
        }, stop);

    /// <summary>The oldest id that the filter leaves, which tells how far an export is; null where it leaves none.</summary>
    public Task<long?> OldestAsync(long teamId, HistoryFilter filter, TimeZoneInfo zone, CancellationToken stop) => database.ReadAsync(teamId, async db =>
        await SendIds.AfterAsync(db, teamId, filter.In(zone), 0, 1, stop) is [var oldest] ? oldest : (long?)null, stop);
}

/// <param name="Requests">Heymarket's request ids by send, in the order of the attempts.</param>
/// <param name="HasMore">Older ones may follow.</param>
internal sealed record ExportBatch(List<ExportLine> Lines, ILookup<long, string> Requests, bool HasMore)
{
    public static readonly ExportBatch None = new([], Array.Empty<string>().ToLookup(_ => 0L), false);

    public string? RequestIds(long sendId) => Requests[sendId] is var ids && ids.Any() ? string.Join(' ', ids) : null;
}
