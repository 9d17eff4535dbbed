using System.Runtime.Versioning;
using HeymarketPortal.Data;
using HeymarketPortal.Data.Secrets;
using HeymarketPortal.Sending;
using HeymarketPortal.Tests.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Hosting;

public sealed class StartTests
{
    [Fact, UnsupportedOSPlatform("windows")]
    public async Task The_key_file_is_the_owners_alone()
    {
        await using var portal = await PortalHost.StartAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(portal.Folder, "master.key")));
    }

    [Fact]
    public async Task A_second_start_finds_everything_as_it_was()
    {
        await using var portal = await PortalHost.StartAsync();
        var before = await StateAsync(portal);
        await portal.RestartAsync();

        Assert.Equal(before, await StateAsync(portal));
        Assert.Equal("wal", await ScalarAsync(portal.Database, "PRAGMA journal_mode"));
    }

    [Fact]
    public async Task The_ring_in_the_database_tells_nobody_how_to_sign_a_cookie()
    {
        await using var portal = await PortalHost.StartAsync();
        var ring = await portal.Get<Database>().ReadAsync(null, db => db.DataProtectionKeys.Select(k => k.Xml!).ToListAsync());

        var key = Assert.Single(ring);
        Assert.Contains("v1.file.", key, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_lock_left_by_a_killed_start_does_not_hang_the_next()
    {
        await using var portal = new KilledWhileMigrating();
        await portal.InitializeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("0", await ScalarAsync(portal.Database, "SELECT COUNT(*) FROM \"__EFMigrationsLock\""));
    }

    [Fact]
    public async Task A_send_that_was_on_its_way_when_the_portal_was_killed_is_Unknown_before_anything_is_served()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await stage.ConfirmAsync();
        await stage.ClaimAsync();

        var folder = Directory.CreateTempSubdirectory("portal-recover-").FullName;
        await using (var portal = new PortalProcess(folder, "--urls", "http://127.0.0.1:0", "--Heymarket:BaseAddress", "http://127.0.0.1:9",
            "--ConnectionStrings:Sqlite", $"Data Source={stage.Test.Path}", "--Secrets:Keys:test", Convert.ToBase64String(new byte[MasterKeys.KeyBytes])))
        {
            await portal.AddressAsync();
        }
        Directory.Delete(folder, recursive: true);

        Assert.Equal(SendState.Unknown, (await stage.SendAsync(id)).State);
    }

    [Fact]
    public async Task A_portal_that_waits_for_the_next_send_stops_when_it_is_told_to()
    {
        var folder = Directory.CreateTempSubdirectory("portal-stop-").FullName;
        await using (var portal = new PortalProcess(folder, "--urls", "http://127.0.0.1:0", "--Sandbox:Enabled", "true",
            "--FirstRun:Email", PortalHost.Email, "--FirstRun:Password", PortalHost.Password, "--FirstRun:SandboxTeam", "true"))
        {
            await portal.AddressAsync();
            portal.Stop();

            // The pump lingers for half a minute.
            Assert.Equal(0, (await portal.EndAsync().WaitAsync(TimeSpan.FromSeconds(20))).ExitCode);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static Task<(int Canaries, int Keys, int Accounts, int Teams)> StateAsync(PortalHost portal) =>
        portal.Get<Database>().ReadAsync(null, async db => (
            await db.Canaries.CountAsync(), await db.DataProtectionKeys.CountAsync(), await db.Users.CountAsync(), await db.Teams.CountAsync()));

    private static async Task<string?> ScalarAsync(string database, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (await command.ExecuteScalarAsync())?.ToString();
    }

    private sealed class KilledWhileMigrating : PortalHost
    {
        public override async ValueTask InitializeAsync()
        {
            // As EF leaves them when it is killed between taking its lock and the first table.
            await ScalarAsync(Database, """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-23 15:00:00');
                """);
            await base.InitializeAsync();
        }
    }
}
