using HeymarketPortal.Data;
using HeymarketPortal.Pages.Sends;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Pages.History;

/// <summary>Reads the team's sends in windows, newest first, by key: a late window costs what the first one costs.</summary>
public sealed class HistoryQueries(Database database)
{
    /// <summary>Rows a window brings.</summary>
    public const int Window = 100;

    /// <summary>Where counting stops: beyond it the number says "1,000+".</summary>
    public const int CountedTo = 1_000;

    private const int MostChoices = 200;

    /// <summary>The next older rows, newest first.</summary>
    /// <param name="before">The id of the last row shown; null for the newest.</param>
    public Task<List<SendLine>> ReadAsync(long teamId, SendFilter filter, long? before, CancellationToken stop, int most = Window) => AwayAsync(teamId, async db =>
        await RowsAsync(db, await SendIds.BeforeAsync(db, teamId, filter, before, most, stop), stop), stop);

    /// <summary>The next newer rows, newest first.</summary>
    /// <param name="after">The id of the first row shown.</param>
    public Task<List<SendLine>> ReadNewerAsync(long teamId, SendFilter filter, long after, CancellationToken stop) => AwayAsync(teamId, async db =>
        await RowsAsync(db, await SendIds.AfterAsync(db, teamId, filter, after, Window, stop), stop), stop);

    /// <summary>Rows as they stand now, newest first.</summary>
    public Task<List<SendLine>> LinesAsync(long teamId, IReadOnlyCollection<long> ids, CancellationToken stop) => AwayAsync(teamId, db => RowsAsync(db, [.. ids], stop), stop);

    /// <summary>How many fit, to one beyond <see cref="CountedTo"/>.</summary>
    public Task<int> CountAsync(long teamId, SendFilter filter, CancellationToken stop) => AwayAsync(teamId, async db =>
        (await SendIds.BeforeAsync(db, teamId, filter, null, CountedTo + 1, stop)).Count, stop);

    /// <summary>How many that fit came after the newest row on screen, to one beyond <see cref="CountedTo"/>.</summary>
    public Task<int> CountNewerAsync(long teamId, SendFilter filter, long newest, CancellationToken stop) => AwayAsync(teamId, async db =>
        (await SendIds.AfterAsync(db, teamId, filter, newest, CountedTo + 1, stop)).Count, stop);

    public Task<bool> AnyNewerAsync(long teamId, SendFilter filter, long after, CancellationToken stop) => AwayAsync(teamId, async db =>
        await SendIds.AfterAsync(db, teamId, filter, after, 1, stop) is not [], stop);

    /// <summary>The key from which a window shows a moment and what is older; null where nothing is as old as that.</summary>
    public Task<long?> KeyAtAsync(long teamId, DateTimeOffset moment, CancellationToken stop) => AwayAsync(teamId, async db =>
        await SendIds.LastBeforeAsync(db, teamId, moment, stop) + 1, stop);

    public Task<SendDetails?> DetailsAsync(long teamId, long id) => database.ReadAsync(teamId, async db =>
    {
        var send = await db.Sends.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id);
        return send is null ? null : new SendDetails(
            send, await db.AttemptRows.AsNoTracking().Where(a => a.SendId == id).OrderBy(a => a.StartedAt).ToListAsync(),
            await db.Sends.Where(s => s.InsteadOf == id).Select(s => (long?)s.Id).FirstOrDefaultAsync(),
            await db.Sends.Where(s => s.AgainOf == id).Select(s => (long?)s.Id).FirstOrDefaultAsync());
    });

    /// <summary>Every inbox and every account that stands in the history, for people to choose from.</summary>
    public Task<HistoryChoices> ChoicesAsync(long teamId, CancellationToken stop) => AwayAsync(teamId, async db => new HistoryChoices(
        await EachAsync(last => db.Sends.Where(s => s.InboxId < last).OrderByDescending(s => s.InboxId).ThenByDescending(s => s.Id)
            .Select(s => new HistoryChoice(s.InboxId, s.InboxName)).FirstOrDefaultAsync(stop)),
        await EachAsync(last => db.Sends.Where(s => s.AccountId < last).OrderByDescending(s => s.AccountId).ThenByDescending(s => s.Id)
            .Select(s => new HistoryChoice(s.AccountId!.Value, s.AccountName)).FirstOrDefaultAsync(stop))), stop);

    // One step along the index for each, whatever the number of sends between them.
    private static async Task<IReadOnlyList<HistoryChoice>> EachAsync(Func<long, Task<HistoryChoice?>> next)
    {
        List<HistoryChoice> found = [];
        for (var choice = await next(long.MaxValue); choice is not null && found.Count < MostChoices; choice = await next(choice.Id))
        {
            found.Add(choice);
        }
        return [.. found.OrderBy(choice => choice.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    // SQLite does not wait, it works: on a thread of its own the page stays free to change its mind.
    private Task<T> AwayAsync<T>(long teamId, Func<PortalDbContext, Task<T>> read, CancellationToken stop) => Task.Run(() => database.ReadAsync(teamId, read, stop), stop);

    private static async Task<List<SendLine>> RowsAsync(PortalDbContext db, List<long> ids, CancellationToken stop) => ids is [] ? []
        : await db.Sends.AsNoTracking().Where(s => EF.Parameter(ids).Contains(s.Id)).OrderByDescending(s => s.Id).Select(SendLine.From).ToListAsync(stop);
}

/// <summary>A send with every attempt made for it.</summary>
/// <param name="ReplacedBy">The send that took its place before it left.</param>
/// <param name="AgainAs">The send that repeats it.</param>
public sealed record SendDetails(Send Send, IReadOnlyList<Attempt> Attempts, long? ReplacedBy, long? AgainAs);

public sealed record HistoryChoices(IReadOnlyList<HistoryChoice> Inboxes, IReadOnlyList<HistoryChoice> Accounts);

/// <param name="Name">As it was called last.</param>
public sealed record HistoryChoice(long Id, string? Name);
