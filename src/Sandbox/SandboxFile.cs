using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace HeymarketPortal.Sandbox;

/// <summary>The sandbox's own SQLite file: opened, and made when absent, at the first need, so that a start does not wait for it.</summary>
internal sealed class SandboxFile(IOptions<SandboxOptions> options, IHostEnvironment environment) : IDisposable
{
    private readonly Lazy<(string Connect, GroupCommit Writer)> opened =
        new(() => Open(options.Value.DatabasePath(environment)));

    public Task<T> WriteAsync<T>(Func<SqliteConnection, T> work) => opened.Value.Writer.DoAsync(work);

    public SqliteConnection Read()
    {
        var connection = new SqliteConnection(opened.Value.Connect);
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        if (opened.IsValueCreated)
        {
            opened.Value.Writer.Dispose();
            using var pool = new SqliteConnection(opened.Value.Connect);
            SqliteConnection.ClearPool(pool);
        }
    }

    private static (string Connect, GroupCommit Writer) Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var connect = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 5 }.ToString();
        var writer = new SqliteConnection(new SqliteConnectionStringBuilder(connect) { Pooling = false }.ToString());
        writer.Open();
        writer.Execute(SandboxSchema.Sql);
        return (connect, new(writer));
    }
}
