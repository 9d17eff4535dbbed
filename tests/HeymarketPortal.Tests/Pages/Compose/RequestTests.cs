using System.Text;
using System.Text.Json.Nodes;
using HeymarketPortal.Sending;
using HeymarketPortal.Tests.Sandbox;

namespace HeymarketPortal.Tests.Pages.Compose;

/// <summary>
/// From a filled form over rules, ledger and pump to the sandbox: what it received is the JSON of the guide, field by field. Nothing
/// more is in it, nothing is null, and it is what Review showed.
/// </summary>
public sealed class RequestTests(RequestStage stage) : IClassFixture<RequestStage>
{
    private const string Photo = "https://cdn.example.com/a.png";

    // $inbox, $sender, $chat, $list, $template, $survey and $local stand for what this account and this send have.
    private const string Head = "\"inbox_id\":$inbox,\"creator_id\":$sender,\"local_id\":\"$local\"";

    private static readonly Action<SendForm> Text = f => f.Text = "Hi Jordan, “see you” <Tuesday> 👍";
    private static readonly Action<SendForm> Template = f => (f.UseTemplate, f.TemplateId) = (true, "$template");
    private static readonly Action<SendForm> Media = f => f.MediaUrl = $" {Photo} ";
    private static readonly Action<SendForm> Private = f => f.Private = true;
    private static readonly Action<SendForm> Author = f => f.Author = " Sam at the desk ";

    private const string TextJson = "\"text\":\"Hi Jordan, “see you” <Tuesday> 👍\"";
    private const string TemplateJson = "\"template_id\":$template";
    private const string MediaJson = $"\"media_url\":\"{Photo}\"";
    private const string PrivateJson = "\"private\":true";
    private const string AuthorJson = "\"author\":\"Sam at the desk\"";

    private static readonly (string Name, SendForm Form, string Json)[] Recipients =
    [
        ("a number", new() { PhoneNumber = "+1 (510) 555-0142" }, "\"phone_number\":\"15105550142\""),
        ("a conversation", new() { Target = SendTarget.Conversation, ConversationId = "$chat" }, "\"chat_id\":$chat"),
        ("a group", new() { Kind = SendKind.Group, Numbers = ["+1 510 555 0143", "15105550142", "1-510-555-0143"] }, "\"targets\":[\"15105550143\",\"15105550142\"]"),
        ("a list", new() { Kind = SendKind.List, ListId = "$list" }, "\"list_id\":$list"),
        ("a survey to a number", new() { Kind = SendKind.Survey, SurveyId = "$survey", PhoneNumber = "15105550142" }, "\"survey_id\":$survey,\"phone_number\":\"15105550142\""),
        ("a survey to a conversation", new() { Kind = SendKind.Survey, Target = SendTarget.Conversation, SurveyId = "$survey", ConversationId = "$chat" }, "\"survey_id\":$survey,\"chat_id\":$chat"),
        ("a survey to a list", new() { Kind = SendKind.Survey, Target = SendTarget.List, SurveyId = "$survey", ListId = "$list" }, "\"survey_id\":$survey,\"list_id\":$list"),
    ];

    private static readonly (string Name, Action<SendForm>[] Fill, string[] Json)[] Contents =
    [
        ("alone", [], []),
        ("with a text", [Text], [TextJson]),
        ("with a template", [Template], [TemplateJson]),
        ("with media alone", [Media], [MediaJson]),
        ("with a text and media", [Text, Media], [TextJson, MediaJson]),
        ("with a template and media", [Template, Media], [TemplateJson, MediaJson]),
        ("with an author", [Text, Author], [TextJson, AuthorJson]),
        ("as a private comment", [Text, Private], [TextJson, PrivateJson]),
        ("with everything", [Text, Media, Private, Author], [TextJson, MediaJson, PrivateJson, AuthorJson]),
    ];

    public static TheoryData<string, string> Sends => new(
        from recipient in Recipients
        from content in Contents
        let survey = recipient.Form.Kind == SendKind.Survey
        // Alone goes a survey only.
        where survey || content.Fill is not []
        select (recipient.Name, content.Name));

    [Theory]
    [MemberData(nameof(Sends))]
    public async Task What_is_received_is_exactly_the_JSON_of_the_guide(string recipient, string content)
    {
        var (_, filled, target) = Recipients.Single(r => r.Name == recipient);
        var (_, fills, parts) = Contents.Single(c => c.Name == content);
        var confirmed = await stage.ReviewedAsync(filled, fills);

        var state = await stage.CarriedAsync(confirmed);

        var received = await stage.ReceivedAsync(confirmed);
        var body = (string)received["body"]!;
        var expected = stage.Put($"{{{string.Join(',', [Head, target, .. parts])}}}").Replace("$local", $"{confirmed.Ticket.LocalId}", StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(body)), $"Expected {expected}\nReceived {body}");
        // The bytes that Review shows are the bytes that left.
        Assert.Equal(Encoding.UTF8.GetString(SendBody.Of(confirmed.Content, $"{confirmed.Ticket.LocalId}")), body);
        Assert.Equal("application/json", ((string)received["headers"]!["content-type"]!).Split(';')[0]);
        // The stand-in takes private comments for one recipient only, which the rules warn of.
        var refused = confirmed.Content is { Private: true } and ({ Targets: not null } or { ListId: not null });
        Assert.Equal((refused ? SendState.Rejected : SendState.Accepted, !refused), (state, (bool)received["accepted"]!));
    }

    [Fact]
    public async Task A_scheduled_send_says_nothing_of_its_time()
    {
        var tomorrow = TimeZoneInfo.ConvertTime(stage.Now, stage.Zone).Date.AddDays(1);
        var confirmed = await stage.ReviewedAsync(Recipients[0].Form, [Text, f => f.SendAt = tomorrow.AddHours(9.5)]);

        Assert.Equal(SendState.Accepted, await stage.CarriedAsync(confirmed));

        var body = JsonNode.Parse((string)(await stage.ReceivedAsync(confirmed))["body"]!)!;
        Assert.Equal(["creator_id", "inbox_id", "local_id", "phone_number", "text"], body.Names().Order(StringComparer.Ordinal));
        Assert.Equal(tomorrow.AddHours(9.5), TimeZoneInfo.ConvertTime(confirmed.DueAt!.Value, stage.Zone).DateTime);
    }

    [Fact]
    public async Task Every_send_has_a_local_id_of_its_own()
    {
        var (first, second) = (await stage.ReviewedAsync(Recipients[0].Form, [Text]), await stage.ReviewedAsync(Recipients[1].Form, [Text]));
        await stage.CarriedAsync(first);
        await stage.CarriedAsync(second);

        Assert.NotEqual((string)(await stage.ReceivedAsync(first))["local_id"]!, (string)(await stage.ReceivedAsync(second))["local_id"]!);
        Assert.All([first, second], confirmed => Assert.Equal(7, confirmed.Ticket.LocalId.Version));
    }
}
