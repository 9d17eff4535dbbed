using System.Data.Common;
using HeymarketPortal.Pages.Sends;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Pages.History;

/// <summary>
/// The rows on screen: a part of the history that moves as somebody scrolls and never grows past <see cref="Longest"/>. A newer
/// question ends the one before it and every move of its rows, so that none pile up.
/// </summary>
public sealed class HistoryWindow(HistoryQueries queries, TeamAccess access) : IDisposable
{
    /// <summary>Rows a page keeps at the most.</summary>
    public const int Longest = 500;

    private CancellationTokenSource _question = new();
    private CancellationTokenSource _move = new();
    private (bool Older, Task Done) _moving = (false, Task.CompletedTask);
    private bool _answered;

    public HistoryFilter Filter { get; private set; } = new();
    public IReadOnlyList<SendLine>? Rows { get; private set; }
    /// <summary>Null until it is counted.</summary>
    public int? Count { get; private set; }
    /// <summary>Sends that came after the rows were read.</summary>
    public int New { get; private set; }
    /// <summary>How often it was read anew: rows of different questions have no place in common.</summary>
    public int Asked { get; private set; }
    public bool HasOlder { get; private set; }
    /// <summary>There are rows above that are not on screen, because the window moved or began further down.</summary>
    public bool HasNewer { get; private set; }
    public bool Failed { get; private set; }
    /// <summary>Rows are being read for one of its ends.</summary>
    public bool Moving => !_moving.Done.IsCompleted;
    public string CountWords => Words(Count ?? 0);
    public string NewWords => Words(New);

    /// <summary>The rows from a day on, or the newest ones; counted afterwards.</summary>
    /// <param name="shown">Called when the rows are there.</param>
    public async Task ReadAsync(HistoryFilter filter, DateOnly? day, Func<Task> shown)
    {
        _answered = false;
        await _question.CancelAsync();
        _moving = (false, Task.CompletedTask);
        _question = new();
        await TryAsync(async stop =>
        {
            var narrowed = filter.In(access.TimeZone);
            var key = day is { } at ? await queries.KeyAtAsync(access.TeamId, HistoryFilter.StartOf(at.AddDays(1), access.TimeZone), stop) ?? 0 : (long?)null;
            var rows = await queries.ReadAsync(access.TeamId, narrowed, key, stop);
            var newer = key is { } from && await queries.AnyNewerAsync(access.TeamId, narrowed, from - 1, stop);
            stop.ThrowIfCancellationRequested();
            (Filter, Rows, New, HasOlder, HasNewer, Count, Failed) = (filter, rows, 0, rows.Count == HistoryQueries.Window, newer, null, false);
            (_answered, Asked) = (true, Asked + 1);
            await shown();
            var count = await queries.CountAsync(access.TeamId, narrowed, stop);
            stop.ThrowIfCancellationRequested();
            Count = count;
        }, _question.Token);
    }

    public Task OlderAsync() => MoveAsync(true, async (rows, stop) =>
    {
        var older = await queries.ReadAsync(access.TeamId, Filter.In(access.TimeZone), rows[^1].Id, stop);
        stop.ThrowIfCancellationRequested();
        SendLine[] all = [.. Rows!, .. older];
        (Rows, HasOlder, HasNewer) = (all[Math.Max(0, all.Length - Longest)..], older.Count == HistoryQueries.Window, HasNewer || all.Length > Longest);
    });

    public Task NewerAsync() => MoveAsync(false, async (rows, stop) =>
    {
        var newer = await queries.ReadNewerAsync(access.TeamId, Filter.In(access.TimeZone), rows is [var first, ..] ? first.Id : 0, stop);
        stop.ThrowIfCancellationRequested();
        SendLine[] all = [.. newer, .. Rows!];
        (Rows, HasNewer, HasOlder) = (all[..Math.Min(Longest, all.Length)], newer.Count == HistoryQueries.Window, HasOlder || all.Length > Longest);
        New = HasNewer ? New : 0;
    });

    /// <summary>Sends moved: their rows follow in place; new ones are only counted, so that nothing shifts under a reader.</summary>
    public async Task FollowAsync(HashSet<long> moved)
    {
        if (Rows is not { } rows)
        {
            return;
        }
        var (filter, stop) = (Filter, _question.Token);
        try
        {
            long[] shown = [.. rows.Select(row => row.Id).Where(moved.Contains)];
            var lines = shown is [] ? [] : (await queries.LinesAsync(access.TeamId, shown, stop)).ToDictionary(line => line.Id);
            // Above a window that has moved down everything is newer; nobody there is told of each.
            var newest = rows is [var first, ..] ? first.Id : 0;
            var news = !HasNewer && moved.Any(id => id > newest) ? await queries.CountNewerAsync(access.TeamId, filter.In(access.TimeZone), newest, stop) : New;
            if (ReferenceEquals(rows, Rows))
            {
                (Rows, New) = (lines.Count == 0 ? rows : [.. rows.Select(row => lines.GetValueOrDefault(row.Id, row))], news);
            }
        }
        catch (OperationCanceledException)
        {
            // The rows are being read anew, and what moved with them.
        }
    }

    // A browser that scrolls asks for the same rows until they come: they are read once. Who turns back no longer waits for the other end,
    // and rows that another question is about to replace move no more.
    private async Task MoveAsync(bool older, Func<IReadOnlyList<SendLine>, CancellationToken, Task> move)
    {
        if (!_answered || Rows is not { } rows)
        {
            return;
        }
        if (!Moving || _moving.Older != older)
        {
            await _move.CancelAsync();
            _move = CancellationTokenSource.CreateLinkedTokenSource(_question.Token);
            _moving = (older, TryAsync(stop => move(rows, stop), _move.Token));
        }
        await _moving.Done;
    }

    private async Task TryAsync(Func<CancellationToken, Task> read, CancellationToken stop)
    {
        try
        {
            await read(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // A newer one took over.
        }
        catch (DbException)
        {
            Failed = true;
        }
    }

    private static string Words(int count) => count > HistoryQueries.CountedTo ? $"{HistoryQueries.CountedTo:N0}+" : $"{count:N0}";

    public void Dispose()
    {
        _question.Cancel();
        _question.Dispose();
        _move.Dispose();
    }
}
