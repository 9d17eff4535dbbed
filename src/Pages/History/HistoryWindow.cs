using HeymarketPortal.Pages.Sends;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Pages.History;

/// <summary>The rows on screen: the newest window, longer with each "Show older". A newer question cancels the one before it.</summary>
public sealed class HistoryWindow(HistoryQueries queries) : IDisposable
{
    /// <summary>Rows a page keeps at the most; older ones are found by date or search.</summary>
    public const int Longest = 500;

    private CancellationTokenSource _reading = new();

    public IReadOnlyList<SendLine>? Rows { get; private set; }
    public int Count { get; private set; }
    /// <summary>Sends that came after the rows were read.</summary>
    public int New { get; private set; }
    public bool HasOlder { get; private set; }
    public string CountWords => Count > HistoryQueries.CountedTo ? $"{HistoryQueries.CountedTo:N0}+" : $"{Count:N0}";

    /// <returns>False when a newer question took over.</returns>
    public async Task<bool> ReadAsync(TeamAccess access, HistoryFilter filter)
    {
        var stop = Restart();
        try
        {
            var rows = await queries.ReadAsync(access.TeamId, filter, access.TimeZone, null, stop);
            Count = await queries.CountAsync(access.TeamId, filter, access.TimeZone, stop);
            (Rows, New, HasOlder) = (rows, 0, rows.Count == HistoryQueries.Window);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public async Task OlderAsync(TeamAccess access, HistoryFilter filter)
    {
        var older = await queries.ReadAsync(access.TeamId, filter, access.TimeZone, Rows![^1].Id, Restart());
        Rows = [.. Rows, .. older];
        HasOlder = older.Count == HistoryQueries.Window && Rows.Count < Longest;
    }

    /// <summary>Sends moved: their rows follow in place; new ones are only counted, so that nothing shifts under a reader.</summary>
    public async Task FollowAsync(TeamAccess access, HistoryFilter filter, HashSet<long> sendIds)
    {
        if (Rows is not { } rows)
        {
            return;
        }
        var shown = rows.Select(row => row.Id).Where(sendIds.Contains).ToList();
        if (shown.Count > 0)
        {
            var lines = await queries.LinesAsync(access.TeamId, shown);
            Rows = [.. Rows.Select(row => lines.GetValueOrDefault(row.Id) ?? row)];
        }
        var newest = rows is [var first, ..] ? first.Id : 0;
        if (sendIds.Any(id => id > newest))
        {
            New = await queries.CountNewerAsync(access.TeamId, filter, access.TimeZone, newest);
        }
    }

    private CancellationToken Restart()
    {
        _reading.Cancel();
        _reading.Dispose();
        _reading = new CancellationTokenSource();
        return _reading.Token;
    }

    public void Dispose() => _reading.Dispose();
}
