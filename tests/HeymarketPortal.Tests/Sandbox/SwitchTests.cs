using System.Net;
using System.Net.Http.Json;
using HeymarketPortal.Sandbox;

namespace HeymarketPortal.Tests.Sandbox;

public sealed class SwitchTests : IAsyncLifetime
{
    private SandboxHost host = null!;

    public async ValueTask InitializeAsync() => host = await SandboxHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Inboxes_can_come_wrapped_with_no_more_than_id_name_and_phones()
    {
        host.Switches = new() { WrapInboxes = true };
        var inboxes = await host.GetAsync("/v1/inboxes");

        Assert.Equal(["inboxes"], inboxes.Names());
        Assert.Equal(["id", "name", "phones"], inboxes["inboxes"]![0]!.Names());
    }

    [Fact]
    public async Task Phones_can_come_with_a_plus_everywhere()
    {
        var send = await host.GoodSendAsync();
        await host.SendAsync(send);
        host.Switches = new() { PlusInPhones = true };

        var inbox = (await host.GetAsync("/v1/inboxes"))[0]!;
        Assert.StartsWith("+1", (string)inbox["phone"]!);
        Assert.StartsWith("+1", (string)inbox["phones"]![0]!);
        Assert.StartsWith("+1", (string)(await host.GetAsync("/v1/users"))["memberships"]![0]!["phone"]!);
        var message = (await host.GetAsync($"/v1/messages?phoneNumber=15105550177&inboxID={send["inbox_id"]}"))[0]!;
        Assert.Equal("+15105550177", (string)message["target"]!);
        Assert.Equal((string)inbox["phone"]!, (string)message["phone"]!);
    }

    [Fact]
    public async Task The_list_of_users_can_be_missing()
    {
        host.Switches = new() { ServeUsers = false };
        using var client = host.Client();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/sandbox/heymarket/v1/users")).StatusCode);
    }

    [Theory]
    [InlineData(SendAnswer.Observed, "id,convo_id,queued,date,compliance_results")]
    [InlineData(SendAnswer.IdOnly, "id")]
    [InlineData(SendAnswer.IdAsText, "id,date,gallery_url")]
    [InlineData(SendAnswer.NoId, "date,gallery_url")]
    public async Task An_accepted_send_answers_in_the_switched_form(SendAnswer form, string fields)
    {
        host.Switches = new() { SendAnswer = form };
        var json = await (await host.SendAsync(await host.GoodSendAsync())).JsonAsync();

        Assert.Equal(fields.Split(','), json.Names());
        Assert.Equal(form == SendAnswer.IdAsText, json["id"]?.GetValueKind() == System.Text.Json.JsonValueKind.String);
    }

    [Theory]
    [InlineData("")]
    [InlineData("javascript:alert(1)")]
    public async Task The_gallery_link_can_be_anything(string link)
    {
        host.Switches = new() { GalleryUrl = link };
        Assert.Equal(link, (string)(await (await host.SendAsync(await host.GoodSendAsync())).JsonAsync())["gallery_url"]!);
    }

    [Theory]
    [InlineData(ErrorBody.Text, "text/plain", "bad_data: inbox_id is required")]
    [InlineData(ErrorBody.Html, "text/html", "<p>inbox_id is required</p>")]
    [InlineData(ErrorBody.Empty, null, "")]
    public async Task A_refusal_can_have_another_body(ErrorBody form, string? type, string expected)
    {
        host.Switches = new() { ErrorBody = form };
        var answer = await host.SendAsync(new { });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(expected.Length == 0 ? body.Length == 0 : body.Contains(expected), body);
    }

    [Fact]
    public async Task Beyond_the_limit_an_account_waits_while_another_goes_on()
    {
        host.Switches = new() { RequestsPerMinute = 2, RetryAfter = true };
        using var client = host.Client();
        Task<HttpResponseMessage> Ask() => client.GetAsync("/sandbox/heymarket/v1/team");
        await Ask();
        host.Time.Advance(TimeSpan.FromSeconds(20));
        await Ask();

        var refused = await Ask();
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(40), refused.Headers.RetryAfter?.Delta);
        Assert.NotNull(await host.GetAsync("/v1/team", "sbx_somebody_else"));

        host.Time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(HttpStatusCode.OK, (await Ask()).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Ask()).StatusCode);
    }

    [Fact]
    public async Task A_send_beyond_the_limit_is_noted_and_not_accepted()
    {
        var send = await host.GoodSendAsync();
        host.Switches = new() { RequestsPerMinute = 1 };

        var refused = await host.SendAsync(send);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Null(refused.Headers.RetryAfter);
        var received = Assert.Single(await host.ReceivedAsync())!;
        Assert.Equal(429, (int)received["status"]!);
        Assert.Equal((string)send["local_id"]!, (string)received["local_id"]!);
    }

    [Theory]
    [InlineData(OptedOutAnswer.Status400, 400)]
    [InlineData(OptedOutAnswer.Status403, 403)]
    public async Task A_number_that_opted_out_is_refused(OptedOutAnswer form, int status)
    {
        host.Switches = new() { OptedOut = form };
        var send = await host.GoodSendAsync();
        send["phone_number"] = "15105550451";
        Assert.Equal(status, (int)(await host.SendAsync(send)).StatusCode);
    }

    [Fact]
    public async Task A_number_that_opted_out_can_be_accepted_and_fail_later()
    {
        host.Switches = new() { OptedOut = OptedOutAnswer.AcceptedThenFailed };
        var send = await host.GoodSendAsync();
        send["phone_number"] = "15105550451";
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(send)).StatusCode);
        Assert.Equal("failed", (string)(await host.GetAsync($"/v1/messages?phoneNumber=15105550451&inboxID={send["inbox_id"]}"))[0]!["status"]!);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task A_repeated_local_id_makes_one_message_or_two(bool deduplicate, int messages)
    {
        host.Switches = new() { DeduplicateLocalId = deduplicate };
        var send = await host.GoodSendAsync();
        var answers = await Task.WhenAll(host.SendAsync(send), host.SendAsync(send));

        var ids = new HashSet<long>();
        foreach (var answer in answers)
        {
            ids.Add((long)(await answer.JsonAsync())["id"]!);
        }

        Assert.Equal(messages, ids.Count);
        Assert.Equal(messages, (await host.GetAsync($"/v1/messages?phoneNumber=15105550177&inboxID={send["inbox_id"]}")).AsArray().Count);
        Assert.All(await host.ReceivedAsync(), received => Assert.Equal(2, (int)received!["same_local_id"]!));
    }

    [Fact]
    public async Task The_local_id_can_stay_unsaid_when_reading_back()
    {
        host.Switches = new() { EchoLocalId = false };
        var send = await host.GoodSendAsync();
        await host.SendAsync(send);
        Assert.Equal("", (string)(await host.GetAsync($"/v1/messages?phoneNumber=15105550177&inboxID={send["inbox_id"]}"))[0]!["local_id"]!);
    }

    [Theory]
    [InlineData(true, "Hi {{first_name}}!")]
    [InlineData(false, "Hi !")]
    public async Task A_merge_token_without_a_value_stays_or_goes(bool keep, string expected)
    {
        host.Switches = new() { KeepUnfilledTokens = keep };
        var send = await host.GoodSendAsync();
        send["text"] = "Hi {{first_name}}!";
        await host.SendAsync(send);
        Assert.Equal(expected, (string)(await host.GetAsync($"/v1/messages?phoneNumber=15105550177&inboxID={send["inbox_id"]}"))[0]!["text"]!);
    }

    [Fact]
    public async Task An_answer_can_take_its_time()
    {
        host.Switches = new() { LatencyMs = 60_000 };
        var asking = host.GetAsync("/v1/team");
        await Task.WhenAny(asking, Task.Delay(200));
        Assert.False(asking.IsCompleted);

        while (!asking.IsCompleted)
        {
            host.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.WhenAny(asking, Task.Delay(20));
        }

        Assert.NotNull(await asking);
    }

    [Fact]
    public async Task Names_can_contain_markup()
    {
        host.Switches = new() { HostileNames = true };
        Assert.EndsWith("<script>alert(1)</script>", (string)(await host.GetAsync("/v1/inboxes"))[0]!["name"]!);
        Assert.EndsWith("<script>alert(1)</script>", (string)(await host.GetAsync("/v1/team"))["members"]![0]!["name"]!);
        foreach (var path in (string[])["/v1/lists", "/v1/templates", "/v1/surveys"])
        {
            Assert.EndsWith("<script>alert(1)</script>", (string)(await (await host.PostAsync(path, new { })).JsonAsync())[0]!["name"]!);
        }
    }

    [Fact]
    public async Task An_account_can_lack_the_lists()
    {
        host.Switches = new() { ServeLists = false };
        Assert.Equal(HttpStatusCode.NotFound, (await host.PostAsync("/v1/lists", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("/v1/templates", new { })).StatusCode);
    }

    [Fact]
    public async Task Switches_change_over_HTTP_one_by_one()
    {
        using var client = host.Client(null);
        await client.PostAsJsonAsync("/sandbox/switches", new { errorBody = "Html" });
        var answer = await client.PostAsJsonAsync("/sandbox/switches", new { WrapInboxes = true });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(new() { ErrorBody = ErrorBody.Html, WrapInboxes = true }, host.Switches);
    }

    [Theory]
    [InlineData("""{"Nonsense":true}""", "There is no switch Nonsense.")]
    [InlineData("""{"ErrorBody":"Poem"}""", "A value does not fit its switch.")]
    [InlineData("""{"GalleryUrl":"x","LatencyMs":"soon"}""", "A value does not fit its switch.")]
    [InlineData("[]", "The body is not a JSON object.")]
    [InlineData("{", "The body is not JSON.")]
    public async Task A_change_that_makes_no_sense_changes_nothing(string change, string expected)
    {
        using var client = host.Client(null);
        var answer = await client.PostAsync("/sandbox/switches", new StringContent(change));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith(expected, (string)(await answer.JsonAsync())["message"]!);
        Assert.Equal(new(), host.Switches);
    }

    [Fact]
    public async Task Switches_come_from_the_configuration()
    {
        await using var other = await SandboxHost.StartAsync(
            settings: [("Sandbox:WrapInboxes", "true"), ("Sandbox:OptedOut", "Status403"), ("Sandbox:RequestsPerMinute", "0")]);
        Assert.Equal(new() { WrapInboxes = true, OptedOut = OptedOutAnswer.Status403, RequestsPerMinute = 0 }, other.Switches);
    }
}
