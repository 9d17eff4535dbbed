using System.Net;
using System.Text.Json.Nodes;

namespace HeymarketPortal.Tests.Sandbox;

public sealed class FaultTests : IAsyncLifetime
{
    private SandboxHost host = null!;

    public async ValueTask InitializeAsync() => host = await SandboxHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("0400", 400, "bad_data")]
    [InlineData("0401", 401, "Unauthorized")]
    [InlineData("0403", 403, "Denied")]
    [InlineData("0429", 429, "Rate limit exceeded")]
    [InlineData("0500", 500, "Server error")]
    [InlineData("0503", 503, "Server error")]
    public async Task A_number_answers_its_status_and_nothing_is_accepted(string ending, int status, string error)
    {
        var answer = await host.SendAsync(await ToAsync(ending));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(error, (string)(await answer.JsonAsync())["error"]!);
        Assert.Null(answer.Headers.RetryAfter);
        await AssertReceivedAsync(ending, accepted: false, status);
    }

    [Fact]
    public async Task The_429_number_says_when_to_come_back_where_that_is_switched_on()
    {
        host.Switches = new() { RetryAfter = true };
        Assert.Equal(TimeSpan.FromSeconds(2), (await host.SendAsync(await ToAsync("0429"))).Headers.RetryAfter?.Delta);
    }

    [Theory]
    [InlineData("0901", true)]
    [InlineData("0902", false)]
    public async Task A_number_cuts_the_connection_after_or_before_accepting(string ending, bool accepted)
    {
        var send = await ToAsync(ending);
        await Assert.ThrowsAsync<HttpRequestException>(() => host.SendAsync(send));
        await AssertReceivedAsync(ending, accepted, 0);
    }

    [Fact]
    public async Task A_number_accepts_and_then_gives_no_answer()
    {
        var send = await ToAsync("0903");
        using var client = host.Client();
        using var patience = new CancellationTokenSource();
        var hanging = client.PostAsync(
            "/sandbox/heymarket/v1/message/send", new StringContent(send.ToJsonString()), patience.Token);
        await UntilReceivedAsync();
        Assert.False(hanging.IsCompleted);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        await AssertReceivedAsync("0903", accepted: true, 0);
    }

    [Fact]
    public async Task A_hanging_request_is_cut_after_ten_minutes()
    {
        var hanging = host.SendAsync(await ToAsync("0903"));
        await UntilReceivedAsync();

        // The wait begins just after the request was noted; time goes on until it has seen enough of it.
        while (!hanging.IsCompleted)
        {
            host.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.WhenAny(hanging, Task.Delay(20));
        }

        await Assert.ThrowsAsync<HttpRequestException>(() => hanging);
    }

    [Fact]
    public async Task A_number_accepts_and_answers_500_all_the_same()
    {
        Assert.Equal(HttpStatusCode.InternalServerError, (await host.SendAsync(await ToAsync("0904"))).StatusCode);
        await AssertReceivedAsync("0904", accepted: true, 500);
    }

    [Fact]
    public async Task One_such_number_in_a_group_is_enough()
    {
        var send = await ToAsync("0503");
        send["targets"] = new JsonArray("15105550171", (string)send["phone_number"]!);
        send.Remove("phone_number");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.SendAsync(send)).StatusCode);
    }

    [Fact]
    public async Task Bad_data_is_refused_before_the_fault_is_acted_out()
    {
        var send = await ToAsync("0500");
        send.Remove("text");
        Assert.Equal(HttpStatusCode.BadRequest, (await host.SendAsync(send)).StatusCode);
    }

    private async Task<JsonObject> ToAsync(string ending)
    {
        var send = await host.GoodSendAsync();
        send["phone_number"] = $"1510555{ending}";
        return send;
    }

    private async Task AssertReceivedAsync(string ending, bool accepted, int status)
    {
        var received = Assert.Single(await host.ReceivedAsync())!;
        Assert.Equal(accepted, (bool)received["accepted"]!);
        Assert.Equal(status, (int)received["status"]!);
        var inbox = (await host.GoodSendAsync())["inbox_id"];
        var history = (await host.GetAsync($"/v1/messages?phoneNumber=1510555{ending}&inboxID={inbox}")).AsArray();
        Assert.Equal(accepted ? [(string)received["local_id"]!] : [], history.Select(message => (string)message!["local_id"]!));
    }

    private async Task UntilReceivedAsync()
    {
        while ((await host.ReceivedAsync()).Count == 0)
        {
            await Task.Delay(20);
        }
    }
}
