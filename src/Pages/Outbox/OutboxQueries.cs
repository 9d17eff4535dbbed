using HeymarketPortal.Data;
using HeymarketPortal.Pages.Sends;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Pages.Outbox;

/// <summary>What has not ended: what waits for a person, for its turn, or for its time.</summary>
public sealed class OutboxQueries(Database database)
{
    /// <summary>Rows shown of each; a longer queue says how long it is.</summary>
    public const int Most = 200;

    public Task<OutboxView> ReadAsync(long teamId) => database.ReadAsync(teamId, async db =>
    {
        var sends = db.Sends.AsNoTracking();
        return new OutboxView(
            await ReadAsync(sends.Where(s => SendStates.NeedsReview.Contains(s.State)).OrderBy(s => s.Id)),
            await ReadAsync(sends.Where(s => SendStates.Waiting.Contains(s.State)).Where(ForLater.IsNot).OrderBy(s => s.DueAt).ThenBy(s => s.Id)),
            await ReadAsync(sends.Where(ForLater.Is).OrderBy(s => s.DueAt).ThenBy(s => s.Id)));
    });

    private static async Task<OutboxPart> ReadAsync(IQueryable<Send> part) =>
        new(await part.CountAsync(), await part.Take(Most).Select(SendLine.From).ToListAsync());
}

public sealed record OutboxView(OutboxPart Review, OutboxPart Waiting, OutboxPart Scheduled);

/// <param name="Count">How many there are, of which <paramref name="Sends"/> are the first.</param>
public sealed record OutboxPart(int Count, IReadOnlyList<SendLine> Sends);
