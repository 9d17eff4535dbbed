using HeymarketPortal.Data;
using HeymarketPortal.Data.Secrets;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pump;
using HeymarketPortal.Sending;
using HeymarketPortal.Tests;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Benchmarks;

/// <summary>The portal's own ledger, client and pump on a database file, with one team and no budget.</summary>
internal sealed class PumpBench : IAsyncDisposable
{
    private const string RateKey = "heymarket:7";
    private readonly ServiceProvider _services;
    private readonly long _teamId;
    private long _made;

    private PumpBench(ServiceProvider services, long teamId) => (_services, _teamId) = (services, teamId);

    public static async Task<PumpBench> OpenAsync(string folder, Uri upstream)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Heymarket:BaseAddress"] = upstream.OriginalString,
            ["Sending:RequestsPerMinute"] = "0",
        }).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton(TimeProvider.System)
            .AddSingleton(new MasterKeys([new("bench", new byte[MasterKeys.KeyBytes])]))
            .AddData($"Data Source={Path.Combine(folder, $"portal-{Guid.NewGuid():N}.db")}").AddSending(configuration)
            .AddTeams().AddHeymarket(configuration).AddMetrics().AddSingleton<PortalMetrics>().AddSingleton<Carrier>().AddSingleton<RateKeyPump>().BuildServiceProvider();
        await using (var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync())
        {
            await db.Database.MigrateAsync();
        }
        var database = services.GetRequiredService<Database>();
        await services.GetRequiredService<PortalSecret>().OpenAsync(database, services.GetRequiredService<MasterKeys>());
        var (team, account) = await database.WriteAsync(null, async db =>
        {
            var team = db.Teams.Add(new Team { Name = "Bench", Slug = "bench", TimeZone = "Etc/UTC", WrappedKey = services.GetRequiredService<TeamVault>().NewTeamKey("bench") }).Entity;
            var account = db.Users.Add(new Account { Name = "Ada", Email = "ada@example.com", UserName = "ada@example.com" }).Entity;
            await db.SaveChangesAsync();
            db.Memberships.Add(new Membership { TeamId = team.Id, AccountId = account.Id, Role = Role.Admin });
            return (team.Id, account.Id);
        });
        await services.GetRequiredService<ApiKeys>().AddAsync(new Actor(account, team) { SignedInAt = DateTimeOffset.MaxValue }, new ApiKeyCredentials.Static("key-7c2e"), "Bench", new(RateKey, "Bench"));
        return new(services, team);
    }

    /// <summary>Puts sends into the ledger, as an import does.</summary>
    public Task QueueAsync(int count, bool bulk) => _services.GetRequiredService<Database>().WriteAsync(_teamId, db =>
    {
        var now = DateTimeOffset.UtcNow;
        db.Sends.AddRange(Enumerable.Range(0, count).Select(_ => new Send
        {
            TeamId = _teamId,
            State = SendState.Queued,
            StateAt = now,
            LocalId = Guid.CreateVersion7(now).ToString(),
            RequestId = Guid.CreateVersion7(now),
            RateKey = RateKey,
            InboxId = 413,
            SenderId = 12,
            PhoneNumber = $"1510{Interlocked.Increment(ref _made):0000000}",
            Text = "Hi Jordan, see you Tuesday at 14:15. Reply C to confirm.",
            Bulk = bulk,
            CreatedAt = now,
            DueAt = now,
            NotAfter = now.AddHours(1),
        }));
        return Task.CompletedTask;
    });

    public void Ring() => _services.GetRequiredService<Bell>().Ring(RateKey);

    /// <summary>Runs the pump until a number of sends were accepted.</summary>
    /// <param name="meanwhile">What else happens while it runs.</param>
    public async Task RunUntilAsync(int accepted, Func<Task>? meanwhile = null)
    {
        using var stop = new CancellationTokenSource();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        using var ear = _services.GetRequiredService<SendChanges>().Listen(_teamId, changes =>
        {
            if ((count += changes.Count(change => change.State == SendState.Accepted)) >= accepted)
            {
                done.TrySetResult();
            }
            return Task.CompletedTask;
        });
        var run = _services.GetRequiredService<RateKeyPump>().RunAsync(RateKey, stop.Token);
        await Task.WhenAll(done.Task, meanwhile?.Invoke() ?? Task.CompletedTask);
        await stop.CancelAsync();
        await run;
    }

    /// <summary>From the confirm to the attempt's beginning, for each send that was not one of many.</summary>
    public Task<List<double>> WaitsAsync() => _services.GetRequiredService<Database>().ReadAsync(_teamId, async db =>
        (await (from send in db.Sends join attempt in db.AttemptRows on send.Id equals attempt.SendId where !send.Bulk select new { send.CreatedAt, attempt.StartedAt }).ToListAsync())
        .ConvertAll(pair => (pair.StartedAt - pair.CreatedAt).TotalMilliseconds));

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
