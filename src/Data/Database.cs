using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>The one way to the rows: a context per operation, made for one team or (null) for the portal as a whole.</summary>
public sealed class Database(IDbContextFactory<PortalDbContext> contexts, WriteGate gate)
{
    public async Task<T> ReadAsync<T>(long? teamId, Func<PortalDbContext, Task<T>> read, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        db.TeamId = teamId;
        return await read(db);
    }

    /// <summary>
    /// One transaction that starts as a write and is saved and committed at the end. <paramref name="write"/> must not await the
    /// network: everybody else's writes wait for it.
    /// </summary>
    public async Task<T> WriteAsync<T>(long? teamId, Func<PortalDbContext, Task<T>> write, CancellationToken stop = default)
    {
        using var entered = await gate.EnterAsync(stop);
        await using var db = await contexts.CreateDbContextAsync(stop);
        db.TeamId = teamId;
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var result = await write(db);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return result;
    }

    public Task WriteAsync(long? teamId, Func<PortalDbContext, Task> write, CancellationToken stop = default) =>
        WriteAsync(teamId, async db =>
        {
            await write(db);
            return true;
        }, stop);
}
