using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace HeymarketPortal.Tests.Sandbox;

public sealed class ReadTests : IAsyncLifetime
{
    private SandboxHost host = null!;

    public async ValueTask InitializeAsync() => host = await SandboxHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Inboxes_come_as_an_array_in_the_shape_of_the_contract()
    {
        var inboxes = (await host.GetAsync("/v1/inboxes")).AsArray();

        Assert.Equal(4, inboxes.Count);
        Assert.Equal(
            ["id", "name", "team", "members", "phones", "phone", "auto_assignable", "forward_number", "widget_code", "allowed_domains", "invited"],
            inboxes[0]!.Names());
        Assert.Single(inboxes, inbox => ((string)inbox!["phone"]!).StartsWith("1833555", StringComparison.Ordinal));
        Assert.All(inboxes, inbox => Assert.Matches("^1(833|[2-9][0-9]{2})55501[0-9]{2}$", (string)inbox!["phone"]!));
    }

    [Fact]
    public async Task The_team_its_users_and_the_inboxes_members_are_the_same_people()
    {
        var team = await host.GetAsync("/v1/team");
        var users = await host.GetAsync("/v1/users");
        var inboxes = (await host.GetAsync("/v1/inboxes")).AsArray();

        Assert.Equal(["id", "name", "list_size", "members"], team.Names());
        Assert.Equal(["id", "name", "role"], team["members"]![0]!.Names());
        Assert.Equal(
            ["id", "phone", "name", "email", "role_id", "team_id", "created_at", "updated_at", "user_created_at", "user_updated_at"],
            users["memberships"]![0]!.Names());
        var people = team["members"]!.AsArray().Select(member => (long)member!["id"]!).ToList();
        Assert.Equal(people, users["memberships"]!.AsArray().Select(user => (long)user!["id"]!));
        Assert.Subset(people.ToHashSet(), inboxes.SelectMany(inbox => inbox!["members"]!.AsArray().Select(id => (long)id!)).ToHashSet());
        Assert.All(inboxes, inbox => Assert.Equal((long)team["id"]!, (long)inbox!["team"]!));
    }

    [Theory]
    [InlineData("email")]
    [InlineData("phone")]
    public async Task Users_are_found_by_the_body_of_a_GET(string field)
    {
        var known = (await host.GetAsync("/v1/users"))["memberships"]![2]!;
        var answer = await GetUsersAsync($$"""{"{{field}}":["{{known[field]}}","nobody"]}""");

        Assert.Equal((long)known["id"]!, (long)Assert.Single((await answer.JsonAsync())["memberships"]!.AsArray())!["id"]!);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("{")]
    public async Task Users_are_not_looked_for_without_a_phone_or_email(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await GetUsersAsync(body)).StatusCode);

    [Fact]
    public async Task Templates_fill_more_than_one_page_and_every_one_comes_once()
    {
        var first = (await (await host.PostAsync("/v1/templates", new { })).JsonAsync()).AsArray();
        var second = await NextAsync(first);
        var third = await NextAsync(second);

        Assert.Equal((30, 8, 0), (first.Count, second.Count, third.Count));
        Assert.Equal(38, first.Concat(second).Select(template => (long)template!["id"]!).Distinct().Count());
        Assert.Equal(
            ["id", "name", "local_id", "content", "team_id", "creator_id", "shared", "created", "updated", "rev", "archived", "op"],
            first[0]!.Names());
        Assert.Equal(["text", "gallery"], first[1]!["content"]!.Names());
        Assert.Contains(second, template => (string)template!["content"]!["text"]! == "Hi {{first_name}}, a reminder of your annual visit tomorrow.");

        async Task<JsonArray> NextAsync(JsonArray page) =>
            (await (await host.PostAsync("/v1/templates", new { date = (string)page[^1]!["updated"]! })).JsonAsync()).AsArray();
    }

    [Theory]
    [InlineData("list", "/v1/lists")]
    [InlineData("template", "/v1/templates")]
    [InlineData("survey", "/v1/surveys")]
    public async Task One_is_read_as_it_is_listed_and_an_unknown_one_is_not_found(string what, string path)
    {
        var listed = (await (await host.PostAsync(path, new { })).JsonAsync())[0]!;
        Assert.True(JsonNode.DeepEquals(listed, await host.GetAsync($"/v1/{what}/{listed["id"]}")));

        using var client = host.Client();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/sandbox/heymarket/v1/{what}/5")).StatusCode);
    }

    [Fact]
    public async Task Lists_hold_their_targets_by_number()
    {
        var list = (await (await host.PostAsync("/v1/lists", new { })).JsonAsync()).AsArray().Single(one => (string)one!["name"]! == "April Reminders")!;

        Assert.Equal(["id", "name", "local_id", "targets", "team_id", "creator_id", "shared", "created", "updated", "rev", "archived"], list.Names());
        Assert.Equal(5, list["targets"]!.AsObject().Count);
        Assert.All(list["targets"]!.AsObject(), target => Assert.Equal(["f", "l"], target.Value!.Names()));
    }

    [Fact]
    public async Task Surveys_are_paged_from_1()
    {
        var all = (await (await host.PostAsync("/v1/surveys", new { limit = 20, page = 1 })).JsonAsync()).AsArray();
        var second = (await (await host.PostAsync("/v1/surveys", new { limit = 2, page = 2 })).JsonAsync()).AsArray();

        Assert.Equal(["id", "name", "type", "question", "created", "updated"], all[0]!.Names());
        Assert.Equal((long)all[2]!["id"]!, (long)Assert.Single(second)!["id"]!);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostAsync("/v1/surveys", new { limit = 20, page = 0 })).StatusCode);
    }

    [Fact]
    public async Task History_is_the_newest_fifty_and_older_ones_follow_by_timestamp()
    {
        var send = await host.GoodSendAsync();
        for (var i = 0; i < 53; i++)
        {
            send["text"] = $"Text {i}";
            await host.SendAsync(send);
            host.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var path = $"/v1/messages?phoneNumber=15105550177&inboxID={send["inbox_id"]}";
        var newest = (await host.GetAsync(path)).AsArray();
        var oldest = DateTimeOffset.Parse((string)newest[^1]!["date"]!, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        var older = (await host.GetAsync($"{path}&timestamp={oldest}")).AsArray();

        Assert.Equal(Enumerable.Range(3, 50).Reverse().Select(i => $"Text {i}"), newest.Select(message => (string)message!["text"]!));
        Assert.Equal(["Text 2", "Text 1", "Text 0"], older.Select(message => (string)message!["text"]!));
    }

    [Fact]
    public async Task All_messages_follow_a_cursor_in_both_directions()
    {
        var newest = (await (await host.PostAsync("/v1/messages/all", new { limit = 2 })).JsonAsync()).AsArray();
        var rest = (await (await host.PostAsync(
            "/v1/messages/all", new { created_at = (string)newest[1]!["date"]!, order = "created_at", ascending = false, limit = 30 })).JsonAsync()).AsArray();
        var upwards = (await (await host.PostAsync("/v1/messages/all", new { created_at = (string)newest[1]!["date"]!, ascending = true })).JsonAsync()).AsArray();

        Assert.Equal((2, 2), (newest.Count, rest.Count));
        Assert.Equal(newest.Reverse().Select(Id), upwards.Select(Id));
        Assert.Empty(newest.Select(Id).Intersect(rest.Select(Id)));

        static long Id(JsonNode? message) => (long)message!["id"]!;
    }

    [Fact]
    public async Task A_message_has_the_shape_of_the_contract_and_is_delivered_after_a_while()
    {
        var send = await host.GoodSendAsync();
        await host.SendAsync(send);
        var path = $"/v1/messages?phoneNumber=15105550177&inboxID={send["inbox_id"]}";
        var message = (await host.GetAsync(path))[0]!;

        Assert.Subset(
            message.Names().ToHashSet(),
            new HashSet<string>(
            [
                "author", "broadcast_id", "conversation", "custom", "date", "flagged", "id", "link_url", "local_id", "media", "phone",
                "status", "super", "support", "target", "text", "type", "updated", "user",
            ]));
        Assert.Equal("sent", (string)message["status"]!);
        host.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("delivered", (string)(await host.GetAsync(path))[0]!["status"]!);
    }

    [Fact]
    public async Task A_conversation_is_read_by_its_own_account_only()
    {
        var message = (await (await host.PostAsync("/v1/messages/all", new { })).JsonAsync())[0]!;
        var id = (long)message["conversation"]!["id"]!;

        Assert.True(JsonNode.DeepEquals(message["conversation"], await host.GetAsync($"/v1/conversations/{id}")));
        using var client = host.Client("sbx_somebody_else");
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/sandbox/heymarket/v1/conversations/{id}")).StatusCode);
    }

    [Theory]
    [InlineData("phoneNumber=15105550142", "inboxID is not an inbox of this team")]
    [InlineData("inboxID=1&phoneNumber=15105550142", "inboxID is not an inbox of this team")]
    [InlineData("inboxID=1", "phoneNumber is not valid")]
    public async Task History_needs_a_number_and_an_inbox(string query, string expected)
    {
        using var client = host.Client();
        var answer = await client.GetAsync($"/sandbox/heymarket/v1/messages?{query}");
        Assert.Equal(expected, (string)(await answer.JsonAsync())["message"]!);
    }

    [Fact]
    public async Task An_unknown_path_is_not_found_and_has_a_request_id()
    {
        using var client = host.Client();
        var answer = await client.GetAsync("/sandbox/heymarket/v1/reports");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.True(answer.Headers.Contains("X-Request-Id"));
    }

    private async Task<HttpResponseMessage> GetUsersAsync(string body)
    {
        using var client = host.Client();
        return await client.SendAsync(new(HttpMethod.Get, "/sandbox/heymarket/v1/users/get")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        });
    }
}
