using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>
/// Finds the sends of a team by any combination of filters, as ids in windows by key: a window deep in a million rows costs what the
/// first one costs. The rows behind them are read through the context, whose filter is the second one that knows the team.
/// </summary>
public static class SendIds
{
    // How far ahead an index is looked at to tell which of several leads to fewer sends.
    internal const int Ahead = 500;

    // Words that so few sends hold, of whatever team, are read without asking the index whose they are: the rows tell it sooner.
    private const int Few = 100;

    // The words that stand for a beginning; with more of them the index does better by itself.
    private const int MostWords = 24;

    // Ids follow the clock unless that was set back; so much earlier and later is looked at too.
    internal static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    /// <summary>Newest first, older than a send; null: from the newest on.</summary>
    public static Task<List<long>> BeforeAsync(PortalDbContext db, long teamId, SendFilter filter, long? before, int most, CancellationToken stop) =>
        ReadAsync(db, teamId, filter, new(0, before ?? long.MaxValue), newestFirst: true, most, stop);

    /// <summary>Oldest first, newer than a send.</summary>
    public static Task<List<long>> AfterAsync(PortalDbContext db, long teamId, SendFilter filter, long after, int most, CancellationToken stop) =>
        ReadAsync(db, teamId, filter, new(after, long.MaxValue), newestFirst: false, most, stop);

    /// <summary>The newest send from before a moment, whatever the filter; null where there is none.</summary>
    public static async Task<long?> LastBeforeAsync(PortalDbContext db, long teamId, DateTimeOffset moment, CancellationToken stop) =>
        await RunAsync(db, SendSources.NextTo(teamId, moment, after: false), stop) is [var id] ? id : null;

    private static async Task<List<long>> ReadAsync(PortalDbContext db, long teamId, SendFilter filter, IdRange range, bool newestFirst, int most, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        // A statement under way ends at once when nobody waits for it any more.
        var handle = ((SqliteConnection)db.Database.GetDbConnection()).Handle;
        await using var interrupt = stop.Register(() => SQLitePCL.raw.sqlite3_interrupt(handle));
        try
        {
            return await FindAsync(db, teamId, filter, range, newestFirst, most, stop);
        }
        catch (SqliteException interrupted) when (interrupted.SqliteErrorCode == SQLitePCL.raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException("A newer question took over.", interrupted, stop);
        }
    }

    private static async Task<List<long>> FindAsync(PortalDbContext db, long teamId, SendFilter filter, IdRange range, bool newestFirst, int most, CancellationToken stop)
    {
        range = range.And(await DaysAsync(db, teamId, filter, stop));
        if (range.IsEmpty)
        {
            return [];
        }
        List<SendSource> sources = [];
        if (filter.Search?.Trim() is { Length: > 0 } search)
        {
            if (!search.Any(char.IsWhiteSpace))
            {
                sources.AddRange(SendSources.Named(teamId, filter, search));
            }
            if (await WordsAsync(db, search, stop) is { } words)
            {
                var rare = SendSources.Rare(teamId, filter, words);
                sources.Add(await RunAsync(db, rare.Depth(range, newestFirst, Few), stop) is [] ? rare
                    : await QuickestAsync(db, SendSources.Of(teamId, filter, $"{SearchMatch.Belongs(teamId, filter)} AND {words}"), range, newestFirst, stop));
            }
        }
        else
        {
            sources.Add(await QuickestAsync(db, SendSources.Of(teamId, filter, null), range, newestFirst, stop));
        }
        List<long> found = [];
        foreach (var source in sources)
        {
            found.AddRange(await RunAsync(db, source.Ids(range, newestFirst, most), stop));
        }
        return sources.Count == 1 ? found : [.. (newestFirst ? found.Distinct().OrderDescending() : found.Distinct().Order()).Take(most)];
    }

    // Walking the rarer of two costs little, walking the commoner may cost a million rows.
    internal static async Task<SendSource> QuickestAsync(PortalDbContext db, List<SendSource> sources, IdRange range, bool newestFirst, CancellationToken stop)
    {
        var (quickest, furthest) = (sources[0], -1L);
        for (var i = 0; sources.Count > 1 && i < sources.Count; i++)
        {
            var away = await RunAsync(db, sources[i].Depth(range, newestFirst, Ahead), stop) is [var id]
                ? newestFirst ? long.MaxValue - 1 - id : id
                : long.MaxValue;
            if (away > furthest)
            {
                (quickest, furthest) = (sources[i], away);
            }
        }
        return quickest;
    }

    private static async Task<string?> WordsAsync(PortalDbContext db, string search, CancellationToken stop)
    {
        var terms = SearchWords.Of(search);
        if (terms is [])
        {
            return null;
        }
        List<string> parts = [];
        foreach (var term in terms)
        {
            if (await SearchMatch.OfAsync(term, word => BeginningAsync(db, word, stop)) is not { } part)
            {
                return null;
            }
            parts.Add(part);
        }
        return string.Join(" AND ", parts);
    }

    internal static async Task<List<string>?> BeginningAsync(PortalDbContext db, string word, CancellationToken stop)
    {
        List<string> words = [];
        for (var from = word; ; from = words[^1] + '\u0001')
        {
            // One step to the first place of each word; "greater than" would walk past all places of the one before.
            var next = await db.Database.SqlQueryRaw<string>(
                """SELECT "term" AS "Value" FROM "SendTerms" WHERE "term" >= {0} AND "term" < {1} LIMIT 1""", from, word + "\U0010FFFF").ToListAsync(stop);
            if (next is [])
            {
                return words;
            }
            if (words.Count == MostWords)
            {
                return null;
            }
            words.Add(next[0]);
        }
    }

    private static async Task<IdRange> DaysAsync(PortalDbContext db, long teamId, SendFilter filter, CancellationToken stop)
    {
        var (after, before) = (0L, long.MaxValue);
        if (filter.From is { } from)
        {
            after = await RunAsync(db, SendSources.NextTo(teamId, from - Slack, after: false), stop) is [var last] ? last : 0;
        }
        if (filter.Until is { } until)
        {
            before = await RunAsync(db, SendSources.NextTo(teamId, until + Slack, after: true), stop) is [var next] ? next : long.MaxValue;
        }
        return new(after, before);
    }

    internal static Task<List<long>> RunAsync(PortalDbContext db, Statement statement, CancellationToken stop) =>
        db.Database.SqlQueryRaw<long>(statement.Sql, statement.Values).ToListAsync(stop);
}
