using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>What a meter tells of the ledger as a whole, over all teams.</summary>
public sealed class LedgerCounts(Database database)
{
    // A step into the index for each rate key: the sends that wait may be a hundred thousand.
    private const string Oldest = """
        SELECT MIN("DueAt") AS "Value" FROM (
            SELECT (SELECT s."DueAt" FROM "Sends" s WHERE s."RateKey" = k."RateKey" AND s."State" = 'Queued' AND s."Bulk" = b."column1" ORDER BY s."DueAt" LIMIT 1) AS "DueAt"
            FROM (SELECT DISTINCT "RateKey" FROM "ApiKeys") k, (VALUES (0), (1)) b)
        """;

    public Task<LedgerCount> ReadAsync() => database.ReadAsync(null, async db =>
    {
        var states = await db.Sends.IgnoreQueryFilters([PortalDbContext.TeamFilter]).GroupBy(s => s.State)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count);
        var oldest = (await db.Database.SqlQueryRaw<long?>(Oldest).ToListAsync())[0];
        return new LedgerCount(states, oldest is { } due ? DateTimeOffset.FromUnixTimeMilliseconds(due) : null);
    });
}

/// <param name="OldestDue">When the oldest send that still waits in the queue was due.</param>
public sealed record LedgerCount(IReadOnlyDictionary<SendState, int> States, DateTimeOffset? OldestDue);
