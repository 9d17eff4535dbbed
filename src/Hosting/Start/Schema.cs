using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Hosting;

/// <summary>The database's tables against those this program knows.</summary>
internal sealed class Schema(IDbContextFactory<PortalDbContext> contexts)
{
    /// <param name="Unknown">A migration that was applied by a newer program.</param>
    /// <param name="Pending">Whether the database lacks one of ours.</param>
    /// <param name="Sealed">Whether it holds a canary: a master key has sealed something here.</param>
    public sealed record State(string? Unknown, bool Pending, bool Sealed);

    public async Task<State> LookAsync()
    {
        await using var db = await contexts.CreateDbContextAsync();
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync()).ToList();
        return new(
            applied.Except(known).FirstOrDefault(),
            known.Except(applied).Any(),
            known.Count > 0 && applied.Contains(known[0]) && await db.Canaries.AnyAsync());
    }

    /// <summary>Only for the process that holds the <see cref="DatabaseLock"/>.</summary>
    public async Task MigrateAsync()
    {
        await using var db = await contexts.CreateDbContextAsync();
        // EF's own lock is a row, and outlives a process that was killed: every later start would wait for it for ever.
        // Remove this when EF's SQLite provider locks by something that ends with the process; dotnet/efcore#38958 shows the hang.
        var exists = await db.Database.SqlQueryRaw<int>(
            "SELECT COUNT(*) AS Value FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsLock'").SingleAsync();
        if (exists > 0)
        {
            await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"");
        }
        await db.Database.MigrateAsync();
    }

    /// <summary>Readers do not wait for the writer. The mode is kept in the file.</summary>
    public async Task UseWriteAheadLogAsync()
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL");
    }
}
