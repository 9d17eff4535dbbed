using System.Text;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;
using HeymarketPortal.Tests.Heymarket;
using HeymarketPortal.Tests.Pump;
using Microsoft.AspNetCore.Http;

namespace HeymarketPortal.Tests.Hostile;

/// <summary>An upstream that answers anything at all: every answer is read or refused in words, and a send's outcome is always written.</summary>
[Collection(HostileCollection.Name)]
public sealed class HostileAnswerTests
{
    private static readonly Dictionary<string, (string Path, string Sample, Func<HeymarketReads, long, Task<object>> Read)> Calls = new()
    {
        ["inboxes"] = ("/v1/inboxes", """{"inboxes":[{"id":413,"name":"Front Desk","phone_number":"14155550100","members":[12,{"id":"13"}]},{"id":"414","title":null}]}""",
            async (reads, team) => await reads.InboxesAsync(team, refresh: true)),
        ["people"] = ("/v1/users", """{"users":[{"id":12,"name":"Sam Ortiz","email":"sam@example.com","first_name":"Sam"},{"user_id":"13","full_name":"Kim"}]}""",
            async (reads, team) => await reads.PeopleAsync(team, refresh: true)),
        ["team"] = ("/v1/team", """{"id":7,"name":"Acme","members":[{"id":12,"name":"Sam"}]}""", async (reads, team) => await reads.TeamAsync(team, refresh: true)),
        ["lists"] = ("/v1/lists", """{"lists":[{"id":3310,"title":"April Reminders","contacts":["14155550123"],"contact_count":2,"updated":"2026-03-02T18:04:05Z","archived":false}]}""",
            async (reads, team) => await reads.ListsAsync(team, refresh: true)),
        ["list"] = ("/v1/list/3310", """{"list":{"id":3310,"title":"April Reminders","targets":["14155550123",{"phone":"+1 415 555 0124"}],"updated":"2026-03-02T18:04:05Z"}}""",
            async (reads, team) => await reads.ListAsync(team, 3310)),
        ["templates"] = ("/v1/templates", """{"templates":[{"id":5207,"title":"Visit","text":"Hi {{first_name}}","updated":"2026-03-02T18:04:05.123456Z","media":["https://a.example/b.png"]}]}""",
            async (reads, team) => await reads.TemplatesAsync(team, refresh: true)),
        ["surveys"] = ("/v1/surveys", """[{"id":61,"title":"After the visit","message":"How was it?","questions":[{"id":1}]}]""", async (reads, team) => await reads.SurveysAsync(team, refresh: true)),
        ["fields"] = ("/v1/contact-fields", """[{"id":1,"name":"Birthday","key":"birthday"}]""", async (reads, team) => await reads.ContactFieldsAsync(team, refresh: true)),
        ["conversation"] = ("/v1/conversations/9920", """{"id":9920,"inbox_id":413,"target":"14155550123","phone":"14155550123","opted_out":false,"members":["14155550123"]}""",
            async (reads, team) => await reads.ConversationAsync(team, 9920)),
        ["messages"] = ("/v1/messages", """{"messages":[{"id":9980041,"local_id":"6b1e","text":"Hi","date":"2026-03-02T18:04:05.123456Z","status":"sent","user":12,"broadcast_id":null},{"id":9980040}]}""",
            async (reads, team) => await reads.MessagesAsync(team, 413, "14155550123", DateTimeOffset.UnixEpoch)),
        ["all messages"] = ("/v1/messages/all", """{"messages":[{"id":"9980041","local_id":"6b1e","text":"Hi","date":"2026-03-02T18:04:05Z","updated":"2026-03-02T18:04:05Z"}],"next":null}""",
            async (reads, team) => await reads.MessagesAsync(team, DateTimeOffset.UnixEpoch)),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Whatever_a_read_is_answered_it_is_read_or_refused_in_words(string name)
    {
        var (path, sample, read) = Calls[name];
        await using var upstream = await RecordingServer.StartAsync();
        await using var stage = await HeymarketStage.SetAsync(upstream.Address);
        var (team, _) = await stage.AddTeamAsync();
        await HostileRun.TryAsync(async i =>
        {
            var said = new HostileJson(i, sample).Next();
            upstream.Answers[path] = http => SayAsync(http, said, i);
            Assert.NotNull(await read(stage.Reads, team.Id));
        });
    }

    [Fact]
    public async Task Fifty_megabytes_of_any_kind_are_not_waited_for()
    {
        await using var upstream = await RecordingServer.StartAsync();
        await using var stage = await HeymarketStage.SetAsync(upstream.Address);
        var (team, _) = await stage.AddTeamAsync();
        string[] kinds = ["[1,", "[[],", "{\"id\":1},", " ", "[\"", "aaaa"];
        await HostileRun.TryAsync(async i =>
        {
            var piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(kinds[i % kinds.Length].Replace("[1,", "1,", StringComparison.Ordinal), 20_000)));
            upstream.Answers["/v1/inboxes"] = async http =>
            {
                await http.Response.WriteAsync("[");
                for (var sent = 0; sent < 50 * 1024 * 1024; sent += piece.Length)
                {
                    await http.Response.Body.WriteAsync(piece, http.RequestAborted);
                }
            };
            Assert.IsType<Answer<IReadOnlyList<Inbox>>.Failed>(await stage.Reads.InboxesAsync(team.Id, refresh: true));
        }, Math.Max(2 * kinds.Length, HostileRun.Inputs / 100));
    }

    [Fact]
    public async Task Whatever_a_send_is_answered_its_outcome_is_written_and_it_is_one_request()
    {
        await using var stage = await PumpStage.SetAsync(("Sending:HoldSeconds", "0"));
        const string receipt = """{"id":9980041,"local_id":"6b1e","date":"2026-03-02T18:04:05Z","status":"sent","gallery_url":"https://app.heymarket.com/g/1","message":"ok","error":"no"}""";
        await HostileRun.TryAsync(async i =>
        {
            var said = new HostileJson(i, receipt).Next();
            stage.Upstream.Answers["/v1/message/send"] = http => SayAsync(http, said, i);
            var requests = stage.SendsReceived;
            var id = await stage.ConfirmAsync($"Text {i} {Guid.NewGuid():N}");
            await stage.CarryAsync();

            var send = await stage.SendAsync(id);
            Assert.Equal(requests + 1, stage.SendsReceived);
            Assert.NotEqual(SendState.Sending, send.State);
            // What is to be tried again, after a 429 or before a pause, does not stand in the way of the next input.
            await stage.ExecuteAsync($"UPDATE \"Sends\" SET \"State\" = 'Cancelled' WHERE \"State\" IN ('Queued', 'Scheduled')");
            await stage.ExecuteAsync("UPDATE \"ApiKeys\" SET \"State\" = 'InUse'");
        });
    }

    /// <summary>Any status and any headers beside it.</summary>
    private static async Task SayAsync(HttpContext http, byte[] body, int seed)
    {
        var text = new HostileText(seed);
        int[] statuses = [200, 200, 200, 200, 201, 202, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 599, 299];
        string[] waits = ["0", "-1", "99999999999999999999", "Wed, 99 Foo 2026 25:00:00 GMT", "1.5", "soon", "Thu, 01 Jan 1970 00:00:00 GMT"];
        string[] types = ["application/json", "text/html; charset=utf-7", "application/json; charset=nonsense", ";;;", "image/png", ""];
        http.Response.StatusCode = statuses[text.Below(statuses.Length)];
        http.Response.Headers.ContentType = types[text.Below(types.Length)];
        http.Response.Headers.RetryAfter = waits[text.Below(waits.Length)];
        http.Response.Headers["X-Request-Id"] = string.Concat(text.Next().Where(c => c is > ' ' and < '\u007f').Take(4_000));
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
