using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HeymarketPortal.Data;

/// <summary>What every connection needs, and SQLite forgets with each one.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    // FULL: losing a claim in a power cut would mean a text sent twice. secure_delete: erased text leaves the file.
    private const string Pragmas =
        "PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
