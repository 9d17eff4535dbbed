namespace HeymarketPortal.Data;

/// <summary>
/// Finds the sends of every team by a number and a time, for auditors alone: one walk along the full-text index, or along the ids where no
/// number is asked for, whatever the number of teams.
/// </summary>
internal static class AllTeamsIds
{
    /// <summary>Fewer digits are no phone number's end but half a town's.</summary>
    public const int ShortestNumber = 7;

    private const int LongestNumber = 15;

    /// <summary>The digits of a number as somebody typed it, with or without its country; null where it is none.</summary>
    public static string? NumberOf(string typed) =>
        SearchWords.Of(typed) is [{ Number: { Length: >= ShortestNumber and <= LongestNumber } number }] ? number : null;

    /// <summary>Newest first.</summary>
    /// <param name="number">The last digits of a recipient's number; null: any.</param>
    /// <param name="before">The id of the last send shown; null: from the newest on.</param>
    public static async Task<List<long>> BeforeAsync(
        PortalDbContext db, IEnumerable<long> teamIds, string? number, DateTimeOffset from, DateTimeOffset until, long? before, int most, CancellationToken stop)
    {
        var range = (await DaysAsync(db, teamIds, from, until, stop)).And(new(0, before ?? long.MaxValue));
        if (range.IsEmpty)
        {
            return [];
        }
        var dates = SendSources.Dates(new SendFilter { From = from, Until = until }).ToArray();
        if (number is null)
        {
            return await SendIds.RunAsync(db, new SendSource("\"Sends\" AS s", "s.\"Id\"", [], "", dates).Ids(range, newestFirst: true, most), stop);
        }
        return await SearchMatch.EndingAsync(number, word => SendIds.BeginningAsync(db, word, stop)) is { } match
            ? await SendIds.RunAsync(db, new SendSource("\"SendSearch\" AS f", "f.rowid", [new("f.\"SendSearch\" MATCH ?", match)],
                " CROSS JOIN \"Sends\" AS s ON s.\"Id\" = f.rowid", dates).Ids(range, newestFirst: true, most), stop)
            : [];
    }

    // From the first send of any team in these days to the last one.
    private static async Task<IdRange> DaysAsync(PortalDbContext db, IEnumerable<long> teamIds, DateTimeOffset from, DateTimeOffset until, CancellationToken stop)
    {
        var (after, before) = (long.MaxValue, 0L);
        foreach (var teamId in teamIds)
        {
            if (await SendIds.RunAsync(db, SendSources.NextTo(teamId, from - SendIds.Slack, after: true), stop) is [var first]
                && await SendIds.RunAsync(db, SendSources.NextTo(teamId, until + SendIds.Slack, after: false), stop) is [var last])
            {
                (after, before) = (Math.Min(after, first - 1), Math.Max(before, last + 1));
            }
        }
        return new(after, before);
    }
}
