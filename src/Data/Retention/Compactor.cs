using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>
/// Makes erased words leave the files. SQLite overwrites a row where it lies, but not the copies that pages keep of rows that once moved
/// out of them, nor its write-ahead log: only a rewritten file and an emptied log are clean.
/// </summary>
public sealed class Compactor(IDbContextFactory<PortalDbContext> contexts, WriteGate gate, TimeProvider time)
{
    // Below that the rewriting is over before anybody notices; beyond it, it waits for the night, because nothing is written meanwhile.
    private const long Small = 64L << 20;

    // What is still owed stands in the file's own header, which nothing else uses: a restart must not forget it.
    private const int Nothing = 0;
    private const int Rewriting = 1;
    private const int EmptyingTheLog = 2;

    /// <summary>Inside the write that erases.</summary>
    internal static Task OweAsync(PortalDbContext db, CancellationToken stop) => db.Database.ExecuteSqlRawAsync($"PRAGMA user_version = {Rewriting}", stop);

    /// <returns>Whether the files are clean now.</returns>
    public async Task<bool> RunAsync(CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        await db.Database.OpenConnectionAsync(stop);
        if (await NumberAsync(db, "user_version", stop) == Nothing)
        {
            return true;
        }
        if (!await IsSmallAsync(db, stop) && time.GetLocalNow().Hour is < 2 or > 4)
        {
            return false;
        }
        using var entered = await gate.EnterAsync(stop);
        if (await NumberAsync(db, "user_version", stop) == Rewriting)
        {
            await db.Database.ExecuteSqlRawAsync("VACUUM", stop);
            await db.Database.ExecuteSqlRawAsync($"PRAGMA user_version = {EmptyingTheLog}", stop);
        }
        // A reader that is under way keeps the log; the next run tries again.
        if (await NumberAsync(db, "wal_checkpoint(TRUNCATE)", stop) != 0)
        {
            return false;
        }
        await db.Database.ExecuteSqlRawAsync($"PRAGMA user_version = {Nothing}", stop);
        return true;
    }

    private static async Task<bool> IsSmallAsync(PortalDbContext db, CancellationToken stop) =>
        await NumberAsync(db, "page_count", stop) * await NumberAsync(db, "page_size", stop) < Small;

    private static async Task<long> NumberAsync(PortalDbContext db, string pragma, CancellationToken stop)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // One of our own few words.
        command.CommandText = $"PRAGMA {pragma}";
#pragma warning restore CA2100
        return Convert.ToInt64(await command.ExecuteScalarAsync(stop), System.Globalization.CultureInfo.InvariantCulture);
    }
}
