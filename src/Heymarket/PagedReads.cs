using System.Text.Json;
using HeymarketPortal.Heymarket.Wire;

namespace HeymarketPortal.Heymarket;

/// <summary>
/// Reads a list to its end, page after page. Heymarket tells neither a total nor whether more follows: an empty page ends it, and
/// so does a page that brings nothing new. Rows that share a time may come twice at the edge of a page.
/// </summary>
internal sealed class PagedReads(ReadDesk desk, TimeProvider time)
{
    private const int Limit = 30;

    /// <summary>Nobody picks from six thousand rows: what goes on longer does not end.</summary>
    internal const int MostPages = 200;

    /// <summary>By the time of the last row: <c>{}</c>, then <c>{"date":"2026-01-10T09:00:00Z"}</c>.</summary>
    /// <param name="many">What is read, as in "its lists".</param>
    /// <param name="wrappers">Names under which the rows may stand.</param>
    public Task<Answer<IReadOnlyList<T>>> ByDateAsync<T>(
        Func<WirePage, Task<HeymarketReply>> ask, string many, string[] wrappers, Func<JsonElement, T?> read, Func<T, long> id) =>
        ToEndAsync(ask, new(), many, wrappers, read, id, (page, rows) =>
            CursorOf(rows) is { } cursor && cursor != page.Date ? new WirePage { Date = cursor } : null);

    /// <summary>By the number of the page: <c>{"limit":30,"page":1}</c>, from 1.</summary>
    public Task<Answer<IReadOnlyList<T>>> ByNumberAsync<T>(
        Func<WirePage, Task<HeymarketReply>> ask, string many, string[] wrappers, Func<JsonElement, T?> read, Func<T, long> id) =>
        ToEndAsync(ask, new() { Limit = Limit, Page = 1 }, many, wrappers, read, id, (page, _) => page with { Page = page.Page + 1 });

    private async Task<Answer<IReadOnlyList<T>>> ToEndAsync<T>(
        Func<WirePage, Task<HeymarketReply>> ask, WirePage first, string many, string[] wrappers,
        Func<JsonElement, T?> read, Func<T, long> id, Func<WirePage, IReadOnlyList<JsonElement>, WirePage?> next)
    {
        List<T> all = [];
        HashSet<long> seen = [];
        var page = first;
        for (var pages = 0; page is not null && pages < MostPages; pages++)
        {
            var reply = await ask(page);
            if (ReadWords.Lacking(reply, many) is { } lacking)
            {
                return new Answer<IReadOnlyList<T>>.Failed(ReadFailure.NoSuchCall, lacking, reply.RequestId);
            }
            if (desk.FailureOf<IReadOnlyList<T>>(reply) is { } failed)
            {
                return failed;
            }
            if (Lenient.PageOf(reply.Body, wrappers) is not { } rows)
            {
                return new Answer<IReadOnlyList<T>>.Failed(ReadFailure.NotHeymarket, ReadWords.NotHeymarket, reply.RequestId);
            }
            var known = all.Count;
            all.AddRange(rows.Select(read).OfType<T>().Where(row => seen.Add(id(row))));
            page = all.Count > known ? next(page, rows) : null;
        }
        return new Answer<IReadOnlyList<T>>.Read(all, time.GetUtcNow());
    }

    private static string? CursorOf(IReadOnlyList<JsonElement> rows) => rows.Select(row => row.Words("updated")).LastOrDefault(updated => updated is not null);
}
