using System.Collections.Concurrent;
using System.Globalization;
using HeymarketPortal.Data;
using HeymarketPortal.Pump;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Tests.Data;
using HeymarketPortal.Tests.Heymarket;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace HeymarketPortal.Tests.Pump;

public sealed class ManyRateKeysTests
{
    private const int Keys = 50;
    private static readonly SendFacts Facts = new([new InboxFacts(413, "Front Desk", null, [12])], new Dictionary<long, string>(), null, true);

    [Fact]
    public async Task Of_fifty_rate_keys_none_waits_for_those_that_hang_or_are_told_to_slow_down()
    {
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await RecordingServer.StartAsync();
        upstream.Answers["/v1/message/send"] = async http =>
        {
            switch (KeyOf(http.Request.Headers.Authorization))
            {
                case <= 15:
                    await released.Task;
                    break;
                case <= 20:
                    http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                    return;
            }
            await http.Response.WriteAsync("""{"id":1}""");
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>("Heymarket:BaseAddress", upstream.Address.OriginalString)]).Build();
        await using var test = await TestDatabase.MakeAsync(services => services.AddTeams().AddHeymarket(configuration).AddPump(configuration)
            .AddSingleton<IHostApplicationLifetime, ApplicationLifetime>(), ("Sending:RequestsPerMinute", "0"));
        var accepted = new ConcurrentDictionary<long, bool>();
        var all = new TaskCompletionSource();
        List<IDisposable> ears = [];
        List<Actor> actors = [];
        for (var key = 1; key <= Keys; key++)
        {
            actors.Add(await TeamWithKeyAsync(test, key));
            ears.Add(test.Get<SendChanges>().Listen(actors[^1].TeamId, changes =>
            {
                foreach (var change in changes.Where(change => change.State == SendState.Accepted))
                {
                    accepted[change.TeamId] = true;
                }
                if (accepted.Count == Keys - 20)
                {
                    all.TrySetResult();
                }
                return Task.CompletedTask;
            }));
        }
        var hosted = test.Services.GetServices<IHostedService>().ToList();
        foreach (var service in hosted)
        {
            await service.StartAsync(CancellationToken.None);
        }
        var lifetime = (ApplicationLifetime)test.Get<IHostApplicationLifetime>();
        lifetime.NotifyStarted();

        // Those in trouble come first.
        foreach (var actor in actors)
        {
            await ConfirmAsync(test, actor);
        }

        await all.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.False(released.Task.IsCompleted);
        Assert.All(actors.Take(20), actor => Assert.False(accepted.ContainsKey(actor.TeamId)));
        released.SetResult();
        lifetime.StopApplication();
        ears.ForEach(ear => ear.Dispose());
        foreach (var service in Enumerable.Reverse(hosted))
        {
            await service.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<Actor> TeamWithKeyAsync(TestDatabase test, int key)
    {
        var team = await test.AddTeamAsync($"team-{key}");
        var account = await test.AddAccountAsync($"person{key}@example.com");
        await test.AddMemberAsync(team, account, Role.Admin);
        var actor = new Actor(account.Id, team.Id) { SignedInAt = DateTimeOffset.MaxValue };
        Assert.IsType<ApiKeyAnswer.Added>(await test.Get<ApiKeys>().AddAsync(
            actor, new ApiKeyCredentials.Static($"key-{key}"), "Front desk", new($"heymarket:{key}", "Acme")));
        return actor;
    }

    private static async Task ConfirmAsync(TestDatabase test, Actor actor)
    {
        var form = new SendForm { InboxId = 413, SenderId = 12, PhoneNumber = "15105550142", Text = "Hi" };
        var confirmed = SendRules.Confirm(form, Facts, SendTicket.New(DateTimeOffset.UtcNow), LedgerStage.Noon).Send!;
        Assert.IsType<ConfirmAnswer.Stored>(await test.Get<Ledger>().ConfirmAsync(actor, confirmed));
    }

    private static int KeyOf(string? authorization) => int.Parse(authorization!.Split('-')[^1], CultureInfo.InvariantCulture);
}
