using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace HeymarketPortal.Tests.Sandbox;

public sealed class ValidationTests : IAsyncLifetime
{
    private SandboxHost host = null!;

    public async ValueTask InitializeAsync() => host = await SandboxHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    /// <summary>A change to a good send, as JSON (null takes a field away), and the sentence it gets.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { """{"inbox_id":null}""", "inbox_id is required" },
        { """{"creator_id":null}""", "creator_id is required" },
        { """{"inbox_id":"413"}""", "inbox_id is not a whole number" },
        { """{"inbox_id":1}""", "inbox_id is not an inbox of this team" },
        { """{"creator_id":1}""", "creator_id is not a member of this inbox" },
        { """{"phone_number":null}""", "exactly one of phone_number, chat_id, list_id and targets is required" },
        { """{"phone_number":""}""", "exactly one of phone_number, chat_id, list_id and targets is required" },
        { """{"phone_number":null,"targets":[]}""", "exactly one of phone_number, chat_id, list_id and targets is required" },
        { """{"chat_id":9920}""", "exactly one of phone_number, chat_id, list_id and targets is required" },
        { """{"targets":["15105550171","15105550172"]}""", "exactly one of phone_number, chat_id, list_id and targets is required" },
        { """{"text":null}""", "one of text, template_id, media_url and survey_id is required" },
        { """{"text":""}""", "one of text, template_id, media_url and survey_id is required" },
        { """{"text":7}""", "text is not text" },
        { """{"phone_number":15105550142}""", "phone_number is not text" },
        { """{"phone_number":"+15105550142"}""", "phone_number is not valid: country code and digits, without +" },
        { """{"phone_number":"1510555014"}""", "phone_number is not valid: country code and digits, without +" },
        { """{"phone_number":"1510555O142"}""", "phone_number is not valid: country code and digits, without +" },
        { """{"phone_number":"5105550"}""", "phone_number is not valid: country code and digits, without +" },
        { """{"phone_number":"1234567890123456"}""", "phone_number is not valid: country code and digits, without +" },
        { """{"phone_number":null,"chat_id":5}""", "chat_id is not a conversation of this inbox" },
        { """{"phone_number":null,"list_id":5}""", "list_id is not a list of this team" },
        { """{"phone_number":null,"targets":["15105550171"]}""", "targets needs two numbers or more" },
        { """{"phone_number":null,"targets":["15105550171","15105550171"]}""", "targets has the same number twice" },
        { """{"phone_number":null,"targets":["15105550171","nobody"]}""", "targets has a number that is not valid: nobody" },
        { """{"phone_number":null,"targets":"15105550171"}""", "targets is not an array of texts" },
        { """{"phone_number":null,"targets":["15105550171","15105550172"],"private":true}""", "private needs phone_number or chat_id" },
        { """{"template_id":5}""", "template_id is not a template of this team" },
        { """{"survey_id":5}""", "survey_id is not a survey of this team" },
        { """{"media_url":"file:///etc/passwd"}""", "media_url is not a public http or https address" },
        { """{"media_url":"/map.png"}""", "media_url is not a public http or https address" },
        { """{"private":"yes"}""", "private is not true or false" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_bad_send_is_refused_with_the_field_that_is_wrong(string change, string expected)
    {
        var send = await host.GoodSendAsync();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            send[name] = value?.DeepClone();
        }

        var answer = await host.SendAsync(send);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var json = await answer.JsonAsync();
        Assert.Equal("bad_data", (string)json["error"]!);
        Assert.Equal(expected, (string)json["message"]!);
        var received = Assert.Single(await host.ReceivedAsync())!;
        Assert.False((bool)received["accepted"]!);
        Assert.Equal($"Refused 400: {expected}", (string)received["outcome"]!);
    }

    [Fact]
    public async Task A_group_from_the_toll_free_inbox_is_refused_and_a_single_text_is_not()
    {
        var send = await host.GoodSendAsync(inbox: 1);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(send)).StatusCode);

        send.Remove("phone_number");
        send["targets"] = new JsonArray("15105550171", "15105550172");
        Assert.Equal("targets is not supported by a toll-free inbox", (string)(await (await host.SendAsync(send)).JsonAsync())["message"]!);
    }

    [Fact]
    public async Task A_broadcast_needs_a_local_id_and_contacts()
    {
        var lists = (await (await host.PostAsync("/v1/lists", new { })).JsonAsync()).AsArray();
        var send = await host.GoodSendAsync();
        send.Remove("phone_number");
        send["list_id"] = (long)lists.Single(list => (string)list!["name"]! == "Nobody yet")!["id"]!;
        Assert.Equal("list_id is a list without contacts", (string)(await (await host.SendAsync(send)).JsonAsync())["message"]!);

        send["list_id"] = (long)lists.Single(list => (string)list!["name"]! == "Newsletter")!["id"]!;
        send.Remove("local_id");
        Assert.Equal("local_id is required with list_id", (string)(await (await host.SendAsync(send)).JsonAsync())["message"]!);
    }

    [Fact]
    public async Task Null_fields_count_as_absent()
    {
        var send = await host.GoodSendAsync();
        foreach (var name in new[] { "chat_id", "list_id", "targets", "media_url", "template_id", "survey_id", "author", "private" })
        {
            send[name] = null;
        }

        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(send)).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    public async Task A_body_that_is_no_JSON_object_is_refused(string body)
    {
        using var client = host.Client();
        var answer = await client.PostAsync("/sandbox/heymarket/v1/message/send", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("the body is not a JSON object", (string)(await answer.JsonAsync())["message"]!);
    }
}
