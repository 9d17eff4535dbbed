using System.Text;
using System.Text.Json;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Heymarket;

public sealed class SendOnTheWireTests
{
    private const string LocalId = "0195f2c4-0000-7000-8000-000000000001";

    public static TheoryData<string, SendContent> Contents => new()
    {
        {
            """{"inbox_id":413,"creator_id":12,"phone_number":"15105550142","text":"Hi “Jordan” 👋","local_id":"LOCAL"}""",
            new SendContent(SendKind.Individual, 413, 12) { PhoneNumber = "15105550142", Text = "Hi “Jordan” 👋" }
        },
        {
            """{"inbox_id":413,"creator_id":12,"phone_number":"15105550142","media_url":"https://cdn.example.com/a.png","local_id":"LOCAL"}""",
            new SendContent(SendKind.Individual, 413, 12) { PhoneNumber = "15105550142", MediaUrl = "https://cdn.example.com/a.png" }
        },
        {
            """{"inbox_id":413,"creator_id":12,"chat_id":9920,"text":"Noted.","local_id":"LOCAL","private":true,"author":"Call summary"}""",
            new SendContent(SendKind.Individual, 413, 12) { ConversationId = 9920, Text = "Noted.", Private = true, Author = "Call summary" }
        },
        {
            """{"inbox_id":413,"creator_id":12,"targets":["15105550142","15105550143"],"text":"East door.","local_id":"LOCAL"}""",
            new SendContent(SendKind.Group, 413, 12) { Targets = ["15105550142", "15105550143"], Text = "East door." }
        },
        {
            """{"inbox_id":413,"creator_id":12,"list_id":501,"template_id":101,"local_id":"LOCAL"}""",
            new SendContent(SendKind.List, 413, 12) { ListId = 501, TemplateId = 101 }
        },
        {
            """{"inbox_id":413,"creator_id":12,"phone_number":"15105550142","local_id":"LOCAL","survey_id":10}""",
            new SendContent(SendKind.Survey, 413, 12) { PhoneNumber = "15105550142", SurveyId = 10 }
        },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task The_request_is_one_POST_with_the_fields_that_are_set_and_no_other(string expected, SendContent content)
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/message/send", """{"id":1}""");
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var body = SendBody.Of(content, LocalId);
        await stage.SendAsync(Encoding.UTF8.GetString(body));

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/v1/message/send", "application/json"), (request.Method, request.Target, request.ContentType));
        Assert.True(JsonElement.DeepEquals(
            JsonDocument.Parse(expected.Replace("LOCAL", LocalId, StringComparison.Ordinal)).RootElement, JsonDocument.Parse(request.Body).RootElement), request.Body);
        Assert.Equal(body, Encoding.UTF8.GetBytes(request.Body));
    }

    [Fact]
    public void These_sends_name_all_thirteen_fields_between_them() => Assert.Equal(
        ["author", "chat_id", "creator_id", "inbox_id", "list_id", "local_id", "media_url", "phone_number", "private", "survey_id", "targets", "template_id", "text"],
        Contents.SelectMany(row => JsonDocument.Parse(SendBody.Of(row.Data.Item2, LocalId)).RootElement.EnumerateObject().Select(p => p.Name))
            .Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("""{"id":9980041,"date":"2026-03-02T18:04:05.123456Z","gallery_url":""}""", null, null)]
    [InlineData("""{"id":"9980041","date":"2026-03-02T10:04:05.123456-08:00","gallery_url":"https://app.heymarket.com/x"}""", "https://app.heymarket.com/x", null)]
    [InlineData("""{"id":9980041,"convo_id":9920,"queued":false,"date":"2026-03-02T18:04:05.123456Z","compliance_results":{}}""", null, 9920L)]
    [InlineData("""{"message":{"id":9980041,"date":"2026-03-02T18:04:05.123456Z"}}""", null, null)]
    public async Task A_receipt_is_read_in_every_form(string answer, string? gallery, long? conversation)
    {
        var seen = await AnsweredAsync(200, answer);
        Assert.Equal(new Receipt(9980041, new DateTimeOffset(2026, 3, 2, 18, 4, 5, TimeSpan.Zero).AddMicroseconds(123456), gallery, conversation), seen.Receipt);
        Assert.Equal("req-1", seen.RequestId);
        Assert.IsType<Outcome.Accepted>(AnswerMeaning.Of(seen));
    }

    [Fact]
    public async Task A_receipt_without_date_and_link_is_a_receipt() =>
        Assert.Equal(new Receipt(5, null, null, null), (await AnsweredAsync(201, """{"id":5,"date":"soon","gallery_url":null}""")).Receipt);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"id":null}""")]
    [InlineData("""{"id":"abc"}""")]
    [InlineData("""{"id":0}""")]
    [InlineData("\"ok\"")]
    [InlineData("<html><body>Sign in</body></html>")]
    public async Task A_200_without_a_readable_id_is_unknown_and_kept_as_evidence(string answer)
    {
        var seen = await AnsweredAsync(200, answer);
        Assert.IsType<Outcome.Unknown>(AnswerMeaning.Of(seen));
        Assert.Equal(answer.Length == 0 ? null : answer, seen.Body);
    }

    [Theory]
    [InlineData("""{"error":"bad_data","message":"phone_number is not valid"}""", "phone_number is not valid")]
    [InlineData("""{"error":"bad_data"}""", "bad_data")]
    [InlineData("""{"error":{"message":"nested"}}""", "nested")]
    [InlineData("""{"detail":"no such inbox"}""", "no such inbox")]
    [InlineData("\"only words\"", "only words")]
    [InlineData("phone_number is not valid\n", "phone_number is not valid")]
    [InlineData("<!doctype html><p>nginx</p>", null)]
    [InlineData("""{"message":""}""", null)]
    [InlineData("", null)]
    public async Task A_refusal_keeps_Heymarkets_own_sentence_and_never_markup(string answer, string? sentence) =>
        Assert.Equal(sentence, (await AnsweredAsync(400, answer)).Message);

    [Fact]
    public async Task Of_a_long_answer_four_thousand_characters_are_kept() =>
        Assert.Equal(4_000, (await AnsweredAsync(500, new string('x', 200_000))).Body!.Length);

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/message/send", "", 307, more: answer => answer.Headers.Location = "/elsewhere");
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        Assert.IsType<Outcome.Unknown>(AnswerMeaning.Of(await stage.SendAsync()));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("17", 17)]
    [InlineData("Mon, 23 Nov 2026 15:00:40 GMT", 40)]
    [InlineData("Mon, 23 Nov 2026 14:00:00 GMT", 0)]
    [InlineData(null, null)]
    [InlineData("later", null)]
    public async Task A_429_keeps_how_long_to_wait(string? header, int? seconds)
    {
        var seen = await AnsweredAsync(429, """{"error":"Rate limit exceeded"}""", header);
        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, seen.RetryAfter);
        Assert.IsType<Outcome.NotSent>(AnswerMeaning.Of(seen));
    }

    private static async Task<Observation> AnsweredAsync(int status, string body, string? retryAfter = null)
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/message/send", body, status, "text/plain", answer =>
        {
            if (retryAfter is not null)
            {
                answer.Headers.RetryAfter = retryAfter;
            }
        });
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        return await stage.SendAsync();
    }
}
