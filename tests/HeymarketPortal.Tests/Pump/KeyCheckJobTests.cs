using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pump;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace HeymarketPortal.Tests.Pump;

public sealed class KeyCheckJobTests
{
    private const string OneTeam = """{"id":7,"name":"Acme","list_size":100,"members":[]}""";

    [Fact]
    public async Task Each_key_is_asked_about_once_a_day_and_the_result_is_kept()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/team", OneTeam);
        await RunAsync(stage);
        Assert.Empty(stage.Upstream.Requests);

        stage.Test.Time.Advance(TimeSpan.FromHours(24));
        await RunAsync(stage);
        await RunAsync(stage);

        Assert.Equal(["/v1/inboxes", "/v1/team"], stage.Upstream.Requests.Select(request => request.Target));
        var key = await KeyAsync(stage);
        Assert.Equal((stage.Test.Time.GetUtcNow(), stage.Test.Time.GetUtcNow(), null, null), (key.CheckedAt, key.VerifiedAt, key.CheckMissed, key.Trouble));
        stage.Test.Time.Advance(TimeSpan.FromHours(24));
        await RunAsync(stage);
        Assert.Equal(4, stage.Upstream.Requests.Count);
    }

    [Fact]
    public async Task A_key_that_died_is_found_by_the_check_and_holds_what_waits_until_it_works_again()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Answers["/v1/inboxes"] = http => { http.Response.StatusCode = 401; return Task.CompletedTask; };
        stage.Test.Time.Advance(TimeSpan.FromHours(24));
        var send = await stage.ConfirmAsync();

        await RunAsync(stage);

        var key = await KeyAsync(stage);
        Assert.Equal((ApiKeyState.NeedsAttention, stage.Test.Time.GetUtcNow()), (key.State, key.CheckedAt));
        Assert.Contains("401", key.Trouble, StringComparison.Ordinal);
        Assert.Equal(SendState.Held, (await stage.SendAsync(send)).State);

        stage.Upstream.Says("/v1/inboxes", "[]");
        stage.Upstream.Says("/v1/team", OneTeam);
        stage.Test.Time.Advance(TimeSpan.FromHours(24));
        await RunAsync(stage);
        Assert.Equal((ApiKeyState.InUse, null), ((await KeyAsync(stage)).State, (await KeyAsync(stage)).Trouble));
        // Held for a day: that waits for a person.
        Assert.Equal(SendState.Held, (await stage.SendAsync(send)).State);
    }

    [Fact]
    public async Task No_answer_says_nothing_about_the_key_and_is_asked_for_again_in_an_hour()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Answers["/v1/inboxes"] = http => { http.Response.StatusCode = 503; return Task.CompletedTask; };
        stage.Test.Time.Advance(TimeSpan.FromHours(24));
        await RunAsync(stage);
        var key = await KeyAsync(stage);
        Assert.Equal((ApiKeyState.InUse, null, true), (key.State, key.Trouble, key.CheckMissed is not null));
        await RunAsync(stage);
        Assert.Single(stage.Upstream.Requests);

        stage.Test.Time.Advance(TimeSpan.FromHours(1));
        await RunAsync(stage);
        Assert.Equal(2, stage.Upstream.Requests.Count);
    }

    [Fact]
    public async Task A_key_that_was_replaced_is_left_to_die_in_peace()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/team", OneTeam);
        var keys = stage.Test.Get<ApiKeys>();
        var next = (ApiKeyAnswer.Added)await keys.AddAsync(stage.Actor, new ApiKeyCredentials.Static("next-key"), "Next", new(PumpStage.RateKey, "Acme"));
        stage.Test.Time.Advance(TimeSpan.FromHours(23));
        Assert.Null(await keys.PromoteAsync(stage.Actor, next.ApiKeyId));
        stage.Test.Time.Advance(TimeSpan.FromHours(1));

        await RunAsync(stage);

        Assert.Equal(["Bearer next-key", "Bearer next-key"], stage.Upstream.Requests.Select(request => request.Authorization));
    }

    private static async Task RunAsync(PumpStage stage) => await new KeyCheckJob(
        stage.Test.Get<ApiKeyUpkeep>(), stage.Test.Get<KeyProbe>(), new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), NullLogger<KeyCheckJob>.Instance).Execute(null!, default);

    private static async Task<ApiKeyView> KeyAsync(PumpStage stage) => (await stage.Test.Get<ApiKeys>().ListAsync(stage.Team.Id)).Single(k => k.Id == stage.KeyId);
}
