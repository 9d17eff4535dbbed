using Microsoft.Data.Sqlite;

namespace HeymarketPortal.Sandbox;

/// <summary>Plain SQL with numbered parameters: <c>$1</c> is the first value.</summary>
internal static class SandboxSql
{
    public static int Execute(this SqliteConnection connection, string sql, params object?[] values)
    {
        using var command = connection.Command(sql, values);
        return command.ExecuteNonQuery();
    }

    public static long Insert(this SqliteConnection connection, string sql, params object?[] values)
    {
        using var command = connection.Command($"{sql} returning rowid", values);
        return (long)command.ExecuteScalar()!;
    }

    public static List<T> Query<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> row, params object?[] values)
    {
        using var command = connection.Command(sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    private static SqliteCommand Command(this SqliteConnection connection, string sql, object?[] values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this folder; values only travel as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", values[i] ?? DBNull.Value);
        }

        return command;
    }
}
