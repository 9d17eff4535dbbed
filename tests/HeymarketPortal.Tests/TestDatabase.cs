using HeymarketPortal.Data;
using HeymarketPortal.Data.Secrets;
using HeymarketPortal.Sending;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace HeymarketPortal.Tests;

/// <summary>A real SQLite file in a folder of its own, with the portal's data and sending services and a clock that stands still.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    // Migrating takes most of the time a database needs: it happens once a run, every test starts with a copy.
    private static readonly Lazy<Task<byte[]>> Empty = new(MigrateAsync);

    private readonly ServiceProvider _services;
    private readonly DirectoryInfo _folder;

    private TestDatabase(DirectoryInfo folder, ServiceProvider services)
    {
        _folder = folder;
        _services = services;
    }

    public FakeTimeProvider Time => Get<FakeTimeProvider>();
    public Database Database => Get<Database>();
    public IServiceProvider Services => _services;
    public string Path => System.IO.Path.Combine(_folder.FullName, "portal.db");

    /// <param name="more">Registers what else the test needs; what it registers wins.</param>
    /// <param name="settings">Such as <c>Sending:NotAfterMinutes</c>.</param>
    public static async Task<TestDatabase> MakeAsync(
        Action<IServiceCollection>? more = null, params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("portal-test-");
        await File.WriteAllBytesAsync(System.IO.Path.Combine(folder.FullName, "portal.db"), await Empty.Value);
        var made = new TestDatabase(folder, ServicesFor(folder, more, settings));
        if (!await made.Get<PortalSecret>().OpenAsync(made.Database, made.Get<MasterKeys>()))
        {
            throw new InvalidOperationException("The new database's canary does not open.");
        }
        return made;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public Task<T> ReadAsync<T>(long? teamId, Func<PortalDbContext, Task<T>> read) => Database.ReadAsync(teamId, read);

    public Task<T> WriteAsync<T>(long? teamId, Func<PortalDbContext, Task<T>> write) => Database.WriteAsync(teamId, write);

    /// <summary>
    /// From now on the database refuses what the state machine refuses: whichever statement of the portal tries it, by hand or by EF.
    /// </summary>
    public Task RefuseIllegalMovesAsync()
    {
        var legal = string.Join(", ", SendMoves.All.SelectMany(move => move.From.Select(start => $"'{start}>{move.To}'")));
        var trigger = $"""
            CREATE TRIGGER "LegalMoves" BEFORE UPDATE OF "State" ON "Sends"
            WHEN OLD."State" <> NEW."State" AND OLD."State" || '>' || NEW."State" NOT IN ({legal})
            BEGIN SELECT RAISE(ABORT, 'No send makes this move.'); END
            """;
        return WriteAsync(null, db => db.Database.ExecuteSqlRawAsync(trigger));
    }

    public Task<Team> AddTeamAsync(string slug = "twin-clinic", bool sandbox = false) => WriteAsync(null, db => Task.FromResult(db.Teams.Add(new Team
    {
        Name = string.Join(' ', slug.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])),
        Slug = slug,
        TimeZone = "America/Los_Angeles",
        Sandbox = sandbox,
        WrappedKey = Get<TeamVault>().NewTeamKey(slug),
        CreatedAt = Time.GetUtcNow(),
    }).Entity));

    /// <summary>An account without a password: it cannot sign in, but it can be a member.</summary>
    public Task<Account> AddAccountAsync(string email = "ada@example.com", bool administrator = false) => WriteAsync(null, db =>
        Task.FromResult(db.Users.Add(new Account
        {
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            Name = email.Split('@')[0],
            Administrator = administrator,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            CreatedAt = Time.GetUtcNow(),
        }).Entity));

    public Task<Membership> AddMemberAsync(Team team, Account account, Role role = Role.Texter, Grants grants = Grants.None) =>
        WriteAsync(team.Id, db => Task.FromResult(db.Memberships.Add(new Membership
        {
            TeamId = team.Id,
            AccountId = account.Id,
            Role = role,
            Grants = grants,
            CreatedAt = Time.GetUtcNow(),
        }).Entity));

    public async ValueTask DisposeAsync()
    {
        var pool = await ReadAsync(null, db => Task.FromResult(db.Database.GetConnectionString()));
        await _services.DisposeAsync();
        for (var tries = 0; _folder.Exists; tries++)
        {
            using (var connection = new SqliteConnection(pool))
            {
                SqliteConnection.ClearPool(connection);
            }
            try
            {
                _folder.Delete(recursive: true);
            }
            catch (IOException) when (tries < 20)
            {
                // A page that was looking as the test ended opened the file once more.
                await Task.Delay(50);
            }
            _folder.Refresh();
        }
    }

    private static ServiceProvider ServicesFor(
        DirectoryInfo folder, Action<IServiceCollection>? more, (string Key, string Value)[] settings)
    {
        var time = new TestTime(new DateTimeOffset(2026, 11, 23, 15, 0, 0, TimeSpan.Zero));
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value))).Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<FakeTimeProvider>(time)
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(new MasterKeys([new("test", new byte[MasterKeys.KeyBytes])]))
            .AddData($"Data Source={System.IO.Path.Combine(folder.FullName, "portal.db")}")
            .AddSending(configuration)
            // Pages rest between two looks: on a clock that stands still they would rest for ever.
            .AddSingleton(new SendChanges(TimeProvider.System));
        more?.Invoke(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    private static async Task<byte[]> MigrateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("portal-test-empty-");
        var path = System.IO.Path.Combine(folder.FullName, "portal.db");
        await using (var services = ServicesFor(folder, null, []))
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
            await db.Database.MigrateAsync();
            // The copy must be one file: what lies in the write-ahead log is moved into it.
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE;");
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        }
        var bytes = await File.ReadAllBytesAsync(path);
        folder.Delete(recursive: true);
        return bytes;
    }
}
