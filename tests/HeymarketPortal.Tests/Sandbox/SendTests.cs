using System.Net;
using System.Text.Json.Nodes;

namespace HeymarketPortal.Tests.Sandbox;

public sealed class SendTests : IAsyncLifetime
{
    private SandboxHost host = null!;

    public async ValueTask InitializeAsync() => host = await SandboxHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task An_accepted_send_answers_id_date_and_gallery_link_and_nothing_else()
    {
        var answer = await host.SendAsync(await host.GoodSendAsync());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("sbx-", answer.Headers.GetValues("X-Request-Id").Single());
        var json = await answer.JsonAsync();
        Assert.Equal(["id", "date", "gallery_url"], json.Names());
        Assert.InRange((long)json["id"]!, 9980000, 9990000);
        Assert.Equal("2026-03-02T18:04:05.000000Z", (string)json["date"]!);
        Assert.StartsWith($"{host.Address}sandbox/conversations/2", (string)json["gallery_url"]!);
    }

    [Fact]
    public async Task Ids_grow_and_a_second_text_to_a_number_stays_in_its_conversation()
    {
        var first = await (await host.SendAsync(await host.GoodSendAsync())).JsonAsync();
        var second = await (await host.SendAsync(await host.GoodSendAsync())).JsonAsync();

        Assert.True((long)second["id"]! > (long)first["id"]!);
        Assert.Equal((string)first["gallery_url"]!, (string)second["gallery_url"]!);
    }

    [Fact]
    public async Task A_sent_text_is_found_in_the_history_of_its_number_with_its_local_id()
    {
        var send = await host.GoodSendAsync();
        var sent = await (await host.SendAsync(send)).JsonAsync();

        var history = await host.GetAsync($"/v1/messages?phoneNumber=15105550177&inboxID={send["inbox_id"]}");

        var message = Assert.Single(history.AsArray())!;
        Assert.Equal((long)sent["id"]!, (long)message["id"]!);
        Assert.Equal((string)send["local_id"]!, (string)message["local_id"]!);
        Assert.Equal("See you Tuesday.", (string)message["text"]!);
        Assert.Equal("15105550177", (string)message["target"]!);
        Assert.Equal((long)send["creator_id"]!, (long)message["user"]!);
        Assert.Equal((string)sent["date"]!, (string)message["date"]!);
    }

    [Fact]
    public async Task A_conversation_id_is_a_target_and_another_accounts_is_not()
    {
        var send = await host.GoodSendAsync();
        send.Remove("phone_number");
        send["chat_id"] = (long)(await host.GetAsync($"/v1/messages?phoneNumber={await KnownNumberAsync()}&inboxID={send["inbox_id"]}"))[0]!["conversation"]!["id"]!;

        var own = await host.SendAsync(send);
        var foreign = await host.GoodSendAsync("sbx_somebody_else");
        foreign.Remove("phone_number");
        foreign["chat_id"] = (long)send["chat_id"]!;
        var refused = await host.SendAsync(foreign, "sbx_somebody_else");

        Assert.EndsWith($"/{send["chat_id"]}", (string)(await own.JsonAsync())["gallery_url"]!);
        Assert.Equal("chat_id is not a conversation of this inbox", (string)(await refused.JsonAsync())["message"]!);
    }

    [Fact]
    public async Task A_group_is_one_conversation_whatever_the_order_of_its_numbers()
    {
        var one = await host.SendAsync(await GroupAsync("15105550171", "15105550172"));
        var other = await host.SendAsync(await GroupAsync("15105550172", "15105550171"));

        Assert.Equal((string)(await one.JsonAsync())["gallery_url"]!, (string)(await other.JsonAsync())["gallery_url"]!);
    }

    [Fact]
    public async Task A_broadcast_is_one_message_for_each_contact_with_the_answers_id_as_broadcast_id()
    {
        var list = (await (await host.PostAsync("/v1/lists", new { })).JsonAsync()).AsArray().Single(one => (string)one!["name"]! == "April Reminders")!;
        var send = await host.GoodSendAsync();
        send.Remove("phone_number");
        send["list_id"] = (long)list["id"]!;
        send["text"] = "Hi {{first_name}}, see you tomorrow.";

        var answer = await (await host.SendAsync(send)).JsonAsync();

        var everything = (await (await host.PostAsync("/v1/messages/all", new { })).JsonAsync()).AsArray();
        Assert.DoesNotContain((long)answer["id"]!, everything.Select(message => (long)message!["id"]!));
        var all = everything.Where(message => (long)message!["broadcast_id"]! == (long)answer["id"]!).ToList();
        Assert.Equal(list["targets"]!.Names().Order(), all.Select(message => (string)message!["target"]!).Order());
        Assert.All(all, message => Assert.Equal((string)send["local_id"]!, (string)message!["local_id"]!));
        Assert.Contains("Hi Jordan, see you tomorrow.", all.Select(message => (string)message!["text"]!));
    }

    [Fact]
    public async Task A_template_a_survey_and_media_become_what_the_recipient_sees()
    {
        var template = (await (await host.PostAsync("/v1/templates", new { })).JsonAsync())[1]!;
        var survey = (await (await host.PostAsync("/v1/surveys", new { limit = 20, page = 1 })).JsonAsync())[0]!;
        await SendAsync("15105550161", "template_id", (long)template["id"]!);
        await SendAsync("15105550162", "survey_id", (long)survey["id"]!);
        await SendAsync("15105550163", "media_url", "https://cdn.example.com/map.png");

        Assert.Equal("Directions attached", (string)(await LastAsync("15105550161"))["text"]!);
        Assert.Equal("https://cdn.example.com/directions-small.png", (string)(await LastAsync("15105550161"))["media"]!);
        Assert.Equal((string)survey["question"]!, (string)(await LastAsync("15105550162"))["text"]!);
        Assert.Equal("https://cdn.example.com/map.png", (string)(await LastAsync("15105550163"))["media"]!);
    }

    [Fact]
    public async Task A_private_comment_is_kept_with_its_author()
    {
        var send = await host.GoodSendAsync();
        send["private"] = true;
        send["author"] = "Call summary bot";
        await host.SendAsync(send);

        var message = await LastAsync("15105550177");
        Assert.Equal("private", (string)message["type"]!);
        Assert.Equal("Call summary bot", (string)message["author"]!);
    }

    [Fact]
    public async Task Two_accounts_share_nothing()
    {
        await host.SendAsync(await host.GoodSendAsync());
        var foreign = await host.GoodSendAsync("sbx_somebody_else");

        var history = await host.GetAsync($"/v1/messages?phoneNumber=15105550177&inboxID={foreign["inbox_id"]}", "sbx_somebody_else");

        Assert.Empty(history.AsArray());
        Assert.NotEqual((long)(await host.GoodSendAsync())["inbox_id"]!, (long)foreign["inbox_id"]!);
    }

    private async Task SendAsync(string phone, string field, JsonNode value)
    {
        var send = await host.GoodSendAsync();
        send.Remove("text");
        send["phone_number"] = phone;
        send[field] = value;
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(send)).StatusCode);
    }

    private async Task<JsonNode> LastAsync(string phone) =>
        (await host.GetAsync($"/v1/messages?phoneNumber={phone}&inboxID={(await host.GoodSendAsync())["inbox_id"]}"))[0]!;

    private async Task<string> KnownNumberAsync() =>
        (string)(await (await host.PostAsync("/v1/messages/all", new { })).JsonAsync()).AsArray()
            .Single(message => (string)message!["text"]! == "Great, thanks!")!["phone"]!;

    private async Task<JsonObject> GroupAsync(params string[] numbers)
    {
        var send = await host.GoodSendAsync();
        send.Remove("phone_number");
        send["targets"] = new JsonArray([.. numbers.Select(number => JsonValue.Create(number))]);
        return send;
    }
}
