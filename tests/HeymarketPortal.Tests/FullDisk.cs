using System.Collections.Concurrent;
using System.Data.Common;
using HeymarketPortal.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests;

/// <summary>
/// A disk that is full to the last byte, on any machine: SQLite may not let the file grow by a page, and while it may not, every write
/// needs a thousand. What the portal meets is SQLite's own "database or disk is full", with all it rolls back.
/// </summary>
internal sealed class FullDisk : DbConnectionInterceptor
{
    private static readonly string[] Tables = ["Sends", "Attempts", "Teams", "AuditEntries", "Drafts"];

    private readonly ConcurrentDictionary<SqliteConnection, bool> _open = [];
    private string _path = "";
    private volatile bool _full;

    private string Limit => $"PRAGMA max_page_count = {(_full ? 1 : 1_073_741_823)}";

    public static void Register(IServiceCollection services)
    {
        services.AddSingleton<FullDisk>();
        services.ConfigureDbContext<PortalDbContext>((provider, options) => options.AddInterceptors(provider.GetRequiredService<FullDisk>()));
    }

    public static FullDisk Under(TestDatabase test)
    {
        var disk = test.Get<FullDisk>();
        disk._path = test.Path;
        disk.Execute("""CREATE TABLE "Filler" ("Bytes" BLOB); CREATE TABLE "DiskIsFull" ("Since" INTEGER)""");
        foreach (var (table, change) in Tables.SelectMany(table => (string[])["INSERT", "UPDATE", "DELETE"], (table, change) => (table, change)))
        {
            disk.Execute($"""
                CREATE TRIGGER "Full{table}{change}" AFTER {change} ON "{table}" WHEN EXISTS (SELECT 1 FROM "DiskIsFull")
                BEGIN INSERT INTO "Filler" VALUES (zeroblob(4000000)); END
                """);
        }
        return disk;
    }

    public void Fill()
    {
        Execute("""INSERT INTO "DiskIsFull" VALUES (1)""");
        Set(full: true);
    }

    public void Free()
    {
        Set(full: false);
        Execute("""DELETE FROM "DiskIsFull" """);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Opened(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Opened(connection);
        return Task.CompletedTask;
    }

    public override InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        _open.TryRemove((SqliteConnection)connection, out _);
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        _open.TryRemove((SqliteConnection)connection, out _);
        return ValueTask.FromResult(result);
    }

    private void Opened(DbConnection connection)
    {
        var opened = (SqliteConnection)connection;
        _open[opened] = true;
        SQLitePCL.raw.sqlite3_exec(opened.Handle, Limit);
    }

    // Some stay open from one write to the next; SQLite itself lets another thread in between two statements.
    private void Set(bool full)
    {
        _full = full;
        foreach (var connection in _open.Keys)
        {
            if (connection.Handle is { } handle)
            {
                SQLitePCL.raw.sqlite3_exec(handle, Limit);
            }
        }
    }

    private void Execute(string sql)
    {
        using var own = new SqliteConnection($"Data Source={_path};Pooling=False");
        own.Open();
        using var command = own.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
