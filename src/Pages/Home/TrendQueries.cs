using System.Text.Json;
using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Pages.Home;

/// <summary>How a team's sends went over some weeks: counted along the index of their times, never further back than asked.</summary>
public sealed class TrendQueries(Database database)
{
    // The parts come first and each looks up its own stretch of the index: days of a team's clock have 23 and 25 hours, too.
    internal const string Stretch = """
        FROM json_each({1}) AS p CROSS JOIN "Sends" AS s ON s."TeamId" = {0}
            AND s."CreatedAt" >= json_extract(p.value, '$[0]') AND s."CreatedAt" < json_extract(p.value, '$[1]')
        """;

    // How long an Accepted took, in steps that people tell apart.
    internal const string Counts = $"""
        SELECT "Part", "State", "InboxId", "Delivery", "Step", COUNT(*) AS "Count", MAX("InboxName") AS "InboxName" FROM (
            SELECT p.key AS "Part", s."State", s."InboxId", s."Delivery", s."InboxName",
                CASE WHEN s."State" <> 'Accepted' THEN -1 WHEN s."StateAt" - s."DueAt" < 1000 THEN 0 WHEN s."StateAt" - s."DueAt" < 3000 THEN 1
                    WHEN s."StateAt" - s."DueAt" < 10000 THEN 2 WHEN s."StateAt" - s."DueAt" < 60000 THEN 3 ELSE 4 END AS "Step"
            {Stretch})
        GROUP BY "Part", "State", "InboxId", "Delivery", "Step"
        """;

    internal const string Peaks = $"""
        SELECT "Part", MAX("Count") AS "Count" FROM (
            SELECT p.key AS "Part", SUM(s."Attempts") AS "Count" {Stretch} WHERE s."Attempts" > 0 GROUP BY p.key, s."StateAt" / 60000)
        GROUP BY "Part"
        """;

    internal const string Errors = $"""
        SELECT s."State" AS "State", s."Reason" AS "Reason", COUNT(*) AS "Count" {Stretch}
        WHERE s."State" IN ('Rejected', 'NotSent', 'Expired', 'Unknown', 'NotFound') GROUP BY s."State", s."Reason" ORDER BY COUNT(*) DESC, 1, 2 LIMIT 5
        """;

    /// <param name="today">The last day, on the team's clock.</param>
    public Task<TrendView> ReadAsync(long teamId, TimeZoneInfo zone, DateOnly today, TrendRange range, CancellationToken stop = default) =>
        database.ReadAsync(teamId, async db =>
        {
            var parts = range.PartsUntil(today);
            var stretches = JsonSerializer.Serialize(parts.Select(part =>
                (long[])[TeamDay.StartOf(part.From, zone).ToUnixTimeMilliseconds(), TeamDay.StartOf(part.To.AddDays(1), zone).ToUnixTimeMilliseconds()]));
            return new TrendView(
                parts,
                await db.Database.SqlQueryRaw<TrendCount>(Counts, teamId, stretches).ToListAsync(stop),
                (await db.Database.SqlQueryRaw<TrendPeak>(Peaks, teamId, stretches).ToListAsync(stop)).ToDictionary(peak => peak.Part, peak => peak.Count),
                await db.Database.SqlQueryRaw<TrendError>(Errors, teamId, stretches).ToListAsync(stop));
        }, stop);
}

/// <param name="Part">Which of <see cref="TrendView.Parts"/>.</param>
/// <param name="Step">How long it took to be accepted, from under a second (0) to over a minute (4); -1 where it was not.</param>
public sealed record TrendCount(int Part, string State, long InboxId, string? Delivery, int Step, int Count, string? InboxName)
{
    public SendState Ended => Enum.Parse<SendState>(State);
}

public sealed record TrendPeak(int Part, int Count);

/// <param name="Reason">Null where it was erased, or never told.</param>
public sealed record TrendError(string State, string? Reason, int Count);

/// <param name="Peaks">The most requests of one minute, by part.</param>
public sealed record TrendView(IReadOnlyList<TrendPart> Parts, IReadOnlyList<TrendCount> Counts, IReadOnlyDictionary<int, int> Peaks, IReadOnlyList<TrendError> Errors);
