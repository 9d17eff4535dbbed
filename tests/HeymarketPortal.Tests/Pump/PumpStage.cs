using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pump;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using HeymarketPortal.Tests.Heymarket;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;

namespace HeymarketPortal.Tests.Pump;

/// <summary>A team whose texts go over real HTTP to an upstream that answers as the test says.</summary>
public sealed class PumpStage : IAsyncDisposable
{
    public const string RateKey = "heymarket:7";
    private const string Said = "Your result is here";

    private static readonly SendFacts Facts = new([new InboxFacts(413, "Front Desk", null, [12])], new Dictionary<long, string>(), null, true)
    {
        MayBroadcast = true,
        Lists = [new(3310, "April Reminders", 2, DateTimeOffset.UnixEpoch, 4, ["15105550142", "15105550143"])],
    };
    private readonly List<(string Key, CancellationTokenSource Stop, Task Run)> _pumps = [];

    public required TestDatabase Test { get; init; }
    public required RecordingServer Upstream { get; init; }
    public required Team Team { get; init; }
    public required Actor Actor { get; init; }
    public required long KeyId { get; init; }
    public BackOff BackOff => Test.Get<BackOff>();
    public int SendsReceived => Upstream.Requests.Count(request => request.Target == "/v1/message/send");

    public static Task<PumpStage> SetAsync(params (string Key, string Value)[] settings) => SetAsync(_ => { }, settings);

    /// <param name="more">Registers what else the test needs; what it registers wins.</param>
    public static async Task<PumpStage> SetAsync(Action<IServiceCollection> more, params (string Key, string Value)[] settings)
    {
        var upstream = await RecordingServer.StartAsync();
        upstream.Says("/v1/inboxes", "[]");
        (string Key, string Value)[] usual = [("Heymarket:BaseAddress", upstream.Address.OriginalString), ("Sending:RequestsPerMinute", "0")];
        (string Key, string Value)[] all = [.. usual.ExceptBy(settings.Select(s => s.Key), s => s.Key), .. settings];
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(all.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value))).Build();
        var test = await TestDatabase.MakeAsync(
            services =>
            {
                FullDisk.Register(services);
                services.AddFakeLogging().AddTeams().AddHeymarket(configuration).AddMetrics().AddSingleton<PortalMetrics>().AddSingleton<Carrier>().AddSingleton<RateKeyPump>().AddSingleton<ReadBack>();
                more(services);
            }, all);
        upstream.Time = test.Time;
        await test.RefuseIllegalMovesAsync();
        var team = await test.AddTeamAsync();
        var account = await test.AddAccountAsync();
        await test.AddMemberAsync(team, account, Role.Admin);
        var actor = new Actor(account.Id, team.Id) { SignedInAt = DateTimeOffset.MaxValue };
        var added = (ApiKeyAnswer.Added)await test.Get<ApiKeys>().AddAsync(actor, new ApiKeyCredentials.Static("key-7c2e"), "Front desk", new(RateKey, "Acme"));
        return new PumpStage { Test = test, Upstream = upstream, Team = team, Actor = actor, KeyId = added.ApiKeyId };
    }

    public Task<long> ConfirmAsync(string text = "Hi", DateTimeOffset? due = null) =>
        ConfirmAsync(new SendForm { PhoneNumber = "15105550142", Text = text }, due);

    /// <summary>A text of a kind, due at once where <c>Sending:HoldSeconds</c> is 0.</summary>
    public Task<long> ConfirmAsync(SendKind kind) => ConfirmAsync(kind switch
    {
        SendKind.Group => new SendForm { Kind = kind, Numbers = ["15105550142", "15105550143"], Text = Said },
        SendKind.List => new SendForm { Kind = kind, ListId = "3310", Text = Said },
        _ => new SendForm { PhoneNumber = "15105550142", Text = Said },
    });

    private async Task<long> ConfirmAsync(SendForm form, DateTimeOffset? due = null)
    {
        (form.InboxId, form.SenderId) = (413, 12);
        var answer = await Test.Get<Ledger>().ConfirmAsync(Actor, SendRules.Confirm(form, Facts, SendTicket.New(DateTimeOffset.UtcNow), DateTimeOffset.UtcNow).Send! with { Repeating = long.MaxValue, DueAt = due, TypedName = "April Reminders" });
        return Assert.IsType<ConfirmAnswer.Stored>(answer).SendId;
    }

    /// <summary>One request for the next due send, with the outcome written.</summary>
    public async Task CarryAsync() => await Test.Get<Carrier>().CarryAsync((await Test.Get<LedgerClaims>().ClaimAsync(RateKey))!);

    /// <summary>Changes the database behind the portal's back.</summary>
    public Task<int> ExecuteAsync(string sql) => Test.WriteAsync(null, db => db.Database.ExecuteSqlRawAsync(sql));

    /// <summary>Starts the pump of the rate key; the stage stops it.</summary>
    public Task StartPump()
    {
        var stop = new CancellationTokenSource();
        var run = Test.Get<RateKeyPump>().RunAsync(RateKey, stop.Token);
        _pumps.Add((RateKey, stop, run));
        return run;
    }

    /// <summary>Ends the pumps once everything they carry has its outcome written.</summary>
    public async Task StopPumpsAsync()
    {
        foreach (var (_, stop, run) in _pumps)
        {
            await stop.CancelAsync();
            await run;
            stop.Dispose();
        }
        _pumps.Clear();
    }

    /// <summary>Runs the pump until the next attempt at this send has its outcome.</summary>
    public async Task PumpOnceAsync(long id, Func<Task>? meanwhile = null)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var ear = Test.Get<SendChanges>().Listen(Team.Id, changes =>
        {
            if (changes.Any(change => change.SendId == id && change.State != SendState.Sending))
            {
                over.TrySetResult();
            }
            return Task.CompletedTask;
        });
        _ = StartPump();
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        await over.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await StopPumpsAsync();
    }

    /// <summary>Asserts that nothing was logged of whom a text went to, what it said or which key signed it.</summary>
    public void CheckLogs()
    {
        string[] secrets = ["555-014", "555014", Said, "key-7c2e"];
        Assert.All(Test.Get<FakeLogCollector>().GetSnapshot(), record => Assert.All(
            [record.Message, $"{record.Exception}", .. (record.StructuredState ?? []).Select(value => $"{value.Value}"), .. record.Scopes.Select(scope => $"{scope}")],
            words => Assert.DoesNotContain(secrets, secret => words.Contains(secret, StringComparison.Ordinal))));
    }

    public Task<Send> SendAsync(long id) => Test.ReadAsync(Team.Id, db => db.Sends.AsNoTracking().SingleAsync(s => s.Id == id));

    /// <summary>Waits for a send to reach a state, told by the ledger itself.</summary>
    public async Task<Send> ReachAsync(long id, SendState state)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var ear = Test.Get<SendChanges>().Listen(Team.Id, changes =>
        {
            if (changes.Any(change => change.SendId == id && change.State == state))
            {
                reached.TrySetResult();
            }
            return Task.CompletedTask;
        });
        if ((await SendAsync(id)).State != state)
        {
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
        return await SendAsync(id);
    }

    public async ValueTask DisposeAsync()
    {
        await StopPumpsAsync();
        await Test.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}
