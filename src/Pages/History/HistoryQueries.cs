using System.Globalization;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Sends;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Pages.History;

/// <summary>What the history is narrowed to; all of it stands in the address.</summary>
public sealed record HistoryFilter(string? Search = null, SendState? State = null, DateOnly? From = null, DateOnly? To = null)
{
    public bool IsEmpty => this is { Search: null or "", State: null, From: null, To: null };
}

/// <summary>Reads the team's sends in windows, newest first, by key: a late window costs what the first one costs.</summary>
public sealed class HistoryQueries(Database database)
{
    /// <summary>Rows a window brings.</summary>
    public const int Window = 50;

    /// <summary>Where counting stops: beyond it the number says "1,000+".</summary>
    public const int CountedTo = 1_000;

    /// <param name="before">The id of the last row shown; null for the newest.</param>
    public Task<List<SendLine>> ReadAsync(long teamId, HistoryFilter filter, TimeZoneInfo zone, long? before, CancellationToken stop) =>
        database.ReadAsync(teamId, db => Matching(db, filter, zone).Where(s => before == null || s.Id < before)
            .OrderByDescending(s => s.Id).Take(Window).Select(SendLine.From).ToListAsync(stop), stop);

    public Task<Dictionary<long, SendLine>> LinesAsync(long teamId, IReadOnlyList<long> ids) =>
        database.ReadAsync(teamId, db => db.Sends.AsNoTracking().Where(s => ids.Contains(s.Id)).Select(SendLine.From).ToDictionaryAsync(line => line.Id));

    public Task<int> CountAsync(long teamId, HistoryFilter filter, TimeZoneInfo zone, CancellationToken stop) =>
        database.ReadAsync(teamId, db => Matching(db, filter, zone).OrderByDescending(s => s.Id).Take(CountedTo + 1).CountAsync(stop), stop);

    /// <summary>Matching sends that came after the newest row on screen, counted to <see cref="CountedTo"/>.</summary>
    public Task<int> CountNewerAsync(long teamId, HistoryFilter filter, TimeZoneInfo zone, long newest) =>
        database.ReadAsync(teamId, db => Matching(db, filter, zone).Where(s => s.Id > newest).OrderByDescending(s => s.Id).Take(CountedTo).CountAsync());

    public Task<SendDetails?> DetailsAsync(long teamId, long id) => database.ReadAsync(teamId, async db =>
    {
        var send = await db.Sends.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id);
        return send is null ? null : new SendDetails(
            send, await db.AttemptRows.AsNoTracking().Where(a => a.SendId == id).OrderBy(a => a.StartedAt).ToListAsync(),
            await db.Sends.Where(s => s.InsteadOf == id).Select(s => (long?)s.Id).FirstOrDefaultAsync(),
            await db.Sends.Where(s => s.AgainOf == id).Select(s => (long?)s.Id).FirstOrDefaultAsync());
    });

    internal static IQueryable<Send> Matching(PortalDbContext db, HistoryFilter filter, TimeZoneInfo zone)
    {
        var sends = db.Sends.AsNoTracking();
        if (filter.State is { } state)
        {
            sends = sends.Where(s => s.State == state);
        }
        if (filter.From is { } from)
        {
            var start = StartOf(from, zone);
            sends = sends.Where(s => s.CreatedAt >= start);
        }
        if (filter.To is { } to)
        {
            var end = StartOf(to.AddDays(1), zone);
            sends = sends.Where(s => s.CreatedAt < end);
        }
        return string.IsNullOrWhiteSpace(filter.Search) ? sends : Found(sends, filter.Search.Trim());
    }

    // A number is found however it is punctuated; ids are found whole.
    private static IQueryable<Send> Found(IQueryable<Send> sends, string search)
    {
        var text = "%" + search.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
        var digits = string.Concat(search.Where(char.IsAsciiDigit));
        var looksLikeNumber = digits.Length >= 4 && !search.Any(char.IsLetter);
        var number = looksLikeNumber ? "%" + digits + "%" : null;
        long? id = long.TryParse(search, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : null;
        return sends.Where(s => EF.Functions.Like(s.Text!, text, "\\")
            || (number != null && EF.Functions.Like(s.PhoneNumber!, number))
            || (id != null && (s.MessageId == id || s.ConversationId == id))
            || s.LocalId == search);
    }

    private static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}

/// <summary>A send with every attempt made for it.</summary>
/// <param name="ReplacedBy">The send that took its place before it left.</param>
/// <param name="AgainAs">The send that repeats it.</param>
public sealed record SendDetails(Send Send, IReadOnlyList<Attempt> Attempts, long? ReplacedBy, long? AgainAs);
