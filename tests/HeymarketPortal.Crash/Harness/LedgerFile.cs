using Microsoft.Data.Sqlite;

namespace HeymarketPortal.Crash;

/// <summary>The portal's database, read as any operator may: by SQL.</summary>
internal sealed class LedgerFile(string path)
{
    public sealed record Row(string LocalId, string Phone, string Text, string State, long? MessageId, long Attempts);

    public Task<List<Row>> SendsAsync() => ReadAsync(
        """
        SELECT s.LocalId, s.PhoneNumber, s.Text, s.State, s.MessageId, (SELECT COUNT(*) FROM Attempts a WHERE a.SendId = s.Id)
        FROM Sends s ORDER BY s.Id
        """,
        row => new Row(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetInt64(4), row.GetInt64(5)));

    /// <summary>How many sends stand in each state.</summary>
    public async Task<Dictionary<string, long>> StatesAsync() =>
        (await ReadAsync("SELECT State, COUNT(*) FROM Sends GROUP BY State", row => (State: row.GetString(0), Count: row.GetInt64(1)))).ToDictionary(r => r.State, r => r.Count);

    /// <summary>What SQLite itself says: <c>ok</c>.</summary>
    public async Task<string> IntegrityAsync() => string.Join("; ", await ReadAsync("PRAGMA integrity_check", row => row.GetString(0)));

    private async Task<List<T>> ReadAsync<T>(string sql, Func<SqliteDataReader, T> map)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False;Default Timeout=30");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        List<T> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(map(reader));
        }
        return rows;
    }
}
