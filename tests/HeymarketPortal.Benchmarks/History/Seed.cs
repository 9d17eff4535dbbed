using System.Diagnostics;
using System.Globalization;
using HeymarketPortal.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Benchmarks;

/// <summary>
/// Fills a database with the history of three teams over three years, the same for the same number of rows. A new file gets the real
/// schema; in one that a portal made already, its first account becomes an Admin of the three, so that it can look at them.
/// </summary>
internal static class Seed
{
    public const int Million = 1_000_000;

    // The newest send of every seeded database; one that never changes gives the same rows each time.
    public static readonly DateTimeOffset Newest = new(2026, 11, 20, 18, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Span = TimeSpan.FromDays(3 * 365);
    private const int AtATime = 50_000;

    /// <param name="alone">All of it one team's.</param>
    public static async Task RunAsync(string file, int rows, bool alone = false)
    {
        var watch = Stopwatch.StartNew();
        await using var services = ServicesFor(file);
        await using (var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync())
        {
            await db.Database.MigrateAsync();
        }
        var teams = await services.GetRequiredService<Database>().WriteAsync(null, db => AddTeamsAsync(db, alone ? [("Harbour Dental", 1)] : Shares));
        using var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        Run(connection, "PRAGMA synchronous=OFF; PRAGMA cache_size=-400000; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=20000; PRAGMA foreign_keys=ON;");
        Write(connection, teams, rows, watch);
        Run(connection, "PRAGMA wal_checkpoint(TRUNCATE);");
        Console.WriteLine($"{rows:N0} sends of {teams.Count} teams in {watch.Elapsed.TotalSeconds:0} s: {new FileInfo(file).Length >> 20:N0} MB in {file}");
    }

    public static ServiceProvider ServicesFor(string file) => new ServiceCollection().AddLogging()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton(TimeProvider.System)
        .AddData($"Data Source={file}").BuildServiceProvider();

    private static void Write(SqliteConnection connection, List<SeedTeam> teams, int rows, Stopwatch watch)
    {
        var sends = new SeedSends(teams, rows, new Random(20_261_120));
        var first = Scalar(connection, "SELECT coalesce(max(Id), 0) FROM Sends") + 1;
        for (var done = 0; done < rows;)
        {
            using var transaction = connection.BeginTransaction();
            using var send = new Insert(connection, "Sends", SeedSends.Columns);
            using var attempt = new Insert(connection, "Attempts", SeedSends.AttemptColumns);
            for (var end = Math.Min(rows, done + AtATime); done < end; done++)
            {
                var at = Newest - (Span * ((rows - 1.0 - done) / rows));
                var (row, attempts) = sends.Next(first + done, at);
                send.Row(row);
                attempts.ForEach(attempt.Row);
            }
            transaction.Commit();
            Console.Write($"\r{done:N0} of {rows:N0}, {watch.Elapsed.TotalSeconds:0} s   ");
        }
        Console.WriteLine();
    }

    private static readonly (string Name, double Share)[] Shares = [("Harbour Dental", .6), ("Northside Motors", .3), ("Little Oak School", .1)];

    private static async Task<List<SeedTeam>> AddTeamsAsync(PortalDbContext db, (string Name, double Share)[] shares)
    {
        var admin = await db.Users.OrderBy(account => account.Id).FirstOrDefaultAsync();
        List<SeedTeam> made = [];
        foreach (var (name, share) in shares)
        {
            var number = await db.Teams.CountAsync() + 1;
            var team = db.Teams.Add(new Team { Name = name, Slug = $"{name.ToLowerInvariant().Replace(' ', '-')}-{number}", TimeZone = "America/Los_Angeles", WrappedKey = "seeded", CreatedAt = Newest - Span }).Entity;
            var accounts = SeedWords.People.Skip(made.Count * 8).Take(8).Select(person => new Account
            {
                Name = person,
                Email = $"{person.Replace(' ', '.').ToLowerInvariant()}.{number}@example.com",
                UserName = $"{person.Replace(' ', '.').ToLowerInvariant()}.{number}@example.com",
            }).ToList();
            db.Users.AddRange(accounts);
            await db.SaveChangesAsync();
            // Revoked: nothing of a seeded database can ever leave.
            var key = db.ApiKeys.Add(new ApiKey { TeamId = team.Id, State = ApiKeyState.Revoked, Label = "Seeded", SealedKey = "", LastFour = "seed", Fingerprint = $"seed-{team.Id}", RateKey = $"seed:{team.Id}" }).Entity;
            db.Memberships.AddRange(accounts.Select(account => new Membership { TeamId = team.Id, AccountId = account.Id, Role = Role.Texter, CreatedAt = Newest - Span }));
            if (admin is not null)
            {
                db.Memberships.Add(new Membership { TeamId = team.Id, AccountId = admin.Id, Role = Role.Admin, CreatedAt = Newest - Span });
            }
            await db.SaveChangesAsync();
            made.Add(new(team.Id, key.Id, share, [.. accounts.Select(account => (account.Id, account.Name))]));
        }
        return made;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>One prepared statement for all rows of a table.</summary>
    private sealed class Insert : IDisposable
    {
        private readonly SqliteCommand _command;

        public Insert(SqliteConnection connection, string table, string[] columns)
        {
            _command = connection.CreateCommand();
            _command.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select(c => $"@{c}"))})";
            foreach (var column in columns)
            {
                _command.Parameters.Add(new SqliteParameter($"@{column}", null));
            }
            _command.Prepare();
        }

        public void Row(object?[] values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                _command.Parameters[i].Value = values[i] ?? DBNull.Value;
            }
            _command.ExecuteNonQuery();
        }

        public void Dispose() => _command.Dispose();
    }
}

/// <param name="Share">Of all sends.</param>
internal sealed record SeedTeam(long Id, long ApiKeyId, double Share, (long Id, string Name)[] Accounts);
