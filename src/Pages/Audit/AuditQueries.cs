using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Pages.Audit;

/// <summary>Reads a chain's entries, newest first, in windows by key.</summary>
public sealed class AuditQueries(Database database)
{
    public const int Window = 100;

    /// <param name="before">The sequence number of the last entry shown; null for the newest.</param>
    public Task<List<EntryLine>> ReadAsync(long chain, long? before) => database.ReadAsync(null, db =>
    {
        var last = before ?? long.MaxValue;
        return db.AuditEntries.AsNoTracking().Where(e => e.Chain == chain && e.Sequence < last).OrderByDescending(e => e.Sequence).Take(Window)
            .Select(e => new EntryLine(e.Sequence, e.At, db.Users.Where(a => a.Id == e.AccountId).Select(a => a.Name).FirstOrDefault(), e.AccountId, e.Action, e.Subject, e.Detail))
            .ToListAsync();
    });
}

/// <param name="Who">The account's name; null for the command line, the portal itself, and accounts that are gone.</param>
public sealed record EntryLine(long Sequence, DateTimeOffset At, string? Who, long? AccountId, string Action, string Subject, string? Detail)
{
    public string By => Who ?? (AccountId is { } id ? $"Account {id}" : "The portal");
}
