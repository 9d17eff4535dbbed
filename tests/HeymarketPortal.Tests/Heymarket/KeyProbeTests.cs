using HeymarketPortal.Heymarket;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Tests.Heymarket;

public sealed class KeyProbeTests
{
    private static readonly ApiKeyCredentials Typed = new ApiKeyCredentials.Static("just-typed-7c2e");

    [Theory]
    [InlineData(false, "heymarket:7")]
    [InlineData(true, "sandbox:7")]
    public async Task A_key_that_works_tells_whose_it_is(bool sandbox, string rateKey)
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says(sandbox ? "/sandbox/heymarket/v1/inboxes" : "/v1/inboxes", """{"inboxes":[{"id":413},{"id":414}]}""");
        server.Says(sandbox ? "/sandbox/heymarket/v1/team" : "/v1/team", """{"id":"7","name":"Acme Clinics"}""");
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        stage.Data.Get<SandboxAddress>().Value = new Uri(server.Address, "/sandbox/heymarket");

        Assert.Equal(new Verification.Works(new ApiKeyFacts(rateKey, "Acme Clinics"), 2), await stage.Probe.VerifyAsync(Typed, sandbox));
        Assert.All(server.Requests, r => Assert.Equal("Bearer just-typed-7c2e", r.Authorization));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("/v1/inboxes", 401, """{"message":"missing or invalid credentials"}""", ReadFailure.KeyRefused)]
    [InlineData("/v1/team", 403, "", ReadFailure.KeyRefused)]
    [InlineData("/v1/inboxes", 429, "", ReadFailure.SlowDown)]
    [InlineData("/v1/inboxes", 200, "<html>Welcome</html>", ReadFailure.NotHeymarket)]
    [InlineData("/v1/team", 200, "[]", ReadFailure.NotHeymarket)]
    [InlineData("/v1/team", 500, "", ReadFailure.Trouble)]
    public async Task A_key_that_does_not_work_tells_why(string path, int status, string body, ReadFailure kind)
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/inboxes", "[]");
        server.Says("/v1/team", """{"id":7}""");
        server.Says(path, body, status);
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var failed = Assert.IsType<Verification.Failed>(await stage.Probe.VerifyAsync(Typed, sandbox: false));
        Assert.Equal((kind, status), (failed.Kind, failed.Status));
        Assert.NotNull(failed.RequestId);
    }

    [Fact]
    public async Task Nobody_there_says_nothing_about_the_key()
    {
        await using var stage = await HeymarketStage.SetAsync(new("http://heymarket.invalid"));
        var failed = Assert.IsType<Verification.Failed>(await stage.Probe.VerifyAsync(Typed, sandbox: false));
        Assert.Equal((ReadFailure.Unreachable, "Heymarket's address could not be found. Nothing was sent."), (failed.Kind, failed.Sentence));
        Assert.Equal(ReadFailure.SandboxOff, Assert.IsType<Verification.Failed>(await stage.Probe.VerifyAsync(Typed, sandbox: true)).Kind);
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(401, true)]
    [InlineData(403, true)]
    [InlineData(500, null)]
    [InlineData(429, null)]
    public async Task After_a_refused_send_the_pump_learns_whether_it_is_the_key(int status, bool? refused)
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/inboxes", "[]", status);
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (_, key) = await stage.AddTeamAsync();
        Assert.Equal(refused, await stage.Probe.RefusedAsync(key, "heymarket:7", sandbox: false));
        Assert.Equal(1, stage.Data.Get<RequestBudget>().UsedInLastMinute("heymarket:7"));
    }
}
