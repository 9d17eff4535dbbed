using System.Net.Http.Headers;
using System.Text.Json;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Heymarket;

public sealed class SigningTests
{
    // Made-up credentials; the token follows from Heymarket's rules for signing.
    private static readonly ApiKeyCredentials.Secret Secret = new("11111111-2222-4333-8444-555555555555", "ExampleKey0123456789abcdefABCDEF");

    private const string SignedIn2026 =
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiIxMTExMTExMS0yMjIyLTQzMzMtODQ0NC01NTU1NTU1NTU1NTUiLCJpYXQiOjE3NjcyMjU2MDB9."
        + "V4eXO40fgbBwXZNtwfxJcpGb7bkg5YiQoUynwrTMutg";

    [Fact]
    public void A_token_is_the_one_of_the_test_vector() =>
        Assert.Equal(SignedIn2026, HeymarketToken.Mint(Secret, DateTimeOffset.FromUnixTimeSeconds(1_767_225_600)));

    [Fact]
    public async Task Real_teams_requests_go_to_Heymarket_unless_told_otherwise()
    {
        var asked = new TaskCompletionSource<string>();
        await using var proxy = new SocketUpstream(async (_, socket, _) =>
        {
            var buffer = new byte[1024];
            asked.TrySetResult(System.Text.Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer)));
        });
        var byDefault = new HeymarketOptions().BaseAddress;
        await using var stage = await HeymarketStage.SetAsync(byDefault, settings: ("Heymarket:Proxy", proxy.Address.OriginalString));
        await stage.SendAsync();
        Assert.StartsWith("CONNECT api.heymarket.com:443 ", await asked.Task);
        Assert.Equal("https://api.heymarket.com/", byDefault.AbsoluteUri);
    }

    [Fact]
    public async Task Each_teams_requests_carry_its_own_key_even_at_once()
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/message/send", """{"id":1}""");
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var teams = new List<(string Key, long Id)>();
        foreach (var name in (string[])["clinic", "bakery", "garage"])
        {
            var key = $"key-of-the-{name}-0000";
            teams.Add((key, (await stage.AddTeamAsync(new ApiKeyCredentials.Static(key), name)).KeyId));
        }

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => stage.Sender.SendAsync(
            HeymarketStage.ClaimOf(teams[i % 3].Id, teams[i % 3].Key), default)));

        Assert.Equal(60, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Equal($"Bearer {request.Body}", request.Authorization));
    }

    [Fact]
    public async Task An_API_secret_signs_a_fresh_token_for_each_request()
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/message/send", """{"id":1}""");
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (_, key) = await stage.AddTeamAsync(Secret);

        var first = stage.Data.Time.GetUtcNow();
        await stage.Sender.SendAsync(HeymarketStage.ClaimOf(key), default);
        stage.Data.Time.Advance(TimeSpan.FromSeconds(7));
        await stage.Sender.SendAsync(HeymarketStage.ClaimOf(key), default);

        Assert.Equal([$"Bearer {HeymarketToken.Mint(Secret, first)}", $"Bearer {HeymarketToken.Mint(Secret, first.AddSeconds(7))}"],
            server.Requests.Select(r => r.Authorization));
        var token = AuthenticationHeaderValue.Parse(server.Requests[0].Authorization!).Parameter!.Split('.');
        var payload = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token[1])).RootElement;
        Assert.Equal(["iss", "iat"], payload.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task A_key_that_cannot_be_opened_sends_nothing()
    {
        await using var server = await RecordingServer.StartAsync();
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var seen = await stage.Sender.SendAsync(HeymarketStage.ClaimOf(4711), default);
        Assert.Equal((Failure.KeySealed, false), (seen.Failure, seen.Left));
        Assert.IsType<Outcome.KeyRefused>(AnswerMeaning.Of(seen));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_sandbox_teams_request_goes_to_the_sandbox_and_nowhere_else()
    {
        await using var heymarket = await RecordingServer.StartAsync();
        await using var sandbox = await RecordingServer.StartAsync();
        heymarket.Says("/v1/message/send", """{"id":1}""");
        sandbox.Says("/sandbox/heymarket/v1/message/send", """{"id":2}""");
        await using var stage = await HeymarketStage.SetAsync(heymarket.Address);
        var (_, key) = await stage.AddTeamAsync(sandbox: true);

        var off = await stage.Sender.SendAsync(HeymarketStage.ClaimOf(key, sandbox: true), default);
        Assert.Equal((Failure.SandboxOff, false), (off.Failure, off.Left));
        Assert.Equal("This team sends to the sandbox, and the sandbox is off.", Assert.IsType<Outcome.NotSent>(AnswerMeaning.Of(off)).Reason);

        stage.Data.Get<SandboxAddress>().Value = new Uri(sandbox.Address, "/sandbox/heymarket");
        Assert.Equal(2, (await stage.Sender.SendAsync(HeymarketStage.ClaimOf(key, sandbox: true), default)).Receipt!.Id);
        Assert.Empty(heymarket.Requests);
        Assert.Equal(1, (await stage.Sender.SendAsync(HeymarketStage.ClaimOf(key, sandbox: false), default)).Receipt!.Id);
        Assert.Single(sandbox.Requests);
    }

    [Fact]
    public async Task Neither_key_nor_number_nor_text_is_in_a_log_whatever_its_level()
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/messages", "[]");
        await using var stage = await HeymarketStage.SetAsync(server.Address, settings: [], more: services => services
            .AddLogging(logs => logs.SetMinimumLevel(LogLevel.Trace).AddFakeLogging()));
        var (team, key) = await stage.AddTeamAsync(new ApiKeyCredentials.Static("canary-in-the-key"));
        await stage.Sender.SendAsync(HeymarketStage.ClaimOf(key, """{"phone_number":"15105550142","text":"canary in the text"}"""), default);
        await stage.Reads.MessagesAsync(team.Id, 413, "15105550142", DateTimeOffset.UnixEpoch);

        var logs = stage.Data.Get<FakeLogCollector>().GetSnapshot();
        Assert.Equal(2, logs.Count(l => l.Category!.Contains(nameof(HeymarketWire), StringComparison.Ordinal)));
        Assert.DoesNotContain(logs, l => $"{l.Message} {l.Exception} {l.StructuredState?.Count}".Contains("canary", StringComparison.Ordinal)
            || l.Message.Contains("15105550142", StringComparison.Ordinal));
    }
}
