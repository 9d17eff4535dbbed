using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HeymarketPortal.Heymarket;
using Microsoft.AspNetCore.Http;

namespace HeymarketPortal.Tests.Heymarket;

/// <summary>Lists, templates, surveys, conversations and custom fields, in every form that the sources show or leave open.</summary>
public sealed class LibraryReadsTests
{
    private static readonly DateTimeOffset Newest = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""[{"id":501,"name":"March reminders","targets":{"15105550142":{"f":"Jordan","l":"Rivera"},"15105550143":{"f":"","l":""}},"updated":"2026-03-01T12:00:00Z","rev":1,"archived":false}]""")]
    [InlineData("""{"lists":[{"id":"501","title":"March reminders","targets":["+1 (510) 555-0142","15105550143","15105550142"],"updated_at":"2026-03-01T12:00:00.000000000Z","rev":"1"}]}""")]
    [InlineData("""{"data":[{"id":501,"name":"March reminders","targets":[{"phone":"15105550142"},{"number":15105550143}],"updated":"2026-03-01T13:00:00+01:00","rev":1.0,"archived":null},{"name":"no id"},null,7,{"id":501,"name":"again"}]}""")]
    public async Task Lists_are_read_in_every_form(string body)
    {
        var list = Assert.Single(await ReadAsync("/v1/lists", body, (reads, team) => reads.ListsAsync(team)));
        Assert.Equal((501, "March reminders", 2, 1, Newest, false), (list.Id, list.Name, list.Size, list.Revision, list.UpdatedAt, list.Archived));
        Assert.Equal(["15105550142", "15105550143"], list.Numbers);
    }

    [Theory]
    [InlineData("""{"id":501}""", null)]
    [InlineData("""{"id":501,"targets":null}""", null)]
    [InlineData("""{"id":501,"targets":"15105550142"}""", null)]
    [InlineData("""{"id":501,"type":"contacts","targets":{}}""", null)]
    [InlineData("""{"id":501,"targets":{}}""", 0)]
    [InlineData("""{"id":501,"targets":{"to:jo@example.com":{"f":"Jo","l":""},"15105550142":null}}""", 2)]
    public async Task The_size_of_a_list_is_only_told_where_it_can_be_counted(string row, int? size)
    {
        var list = Assert.Single(await ReadAsync("/v1/lists", $"[{row}]", (reads, team) => reads.ListsAsync(team)));
        Assert.Equal(("List 501", size), (list.Name, list.Size));
        Assert.Equal(size == 2 ? ["15105550142"] : [], list.Numbers);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"lists":null}""")]
    [InlineData("""{"lists":[]}""")]
    public async Task An_account_without_lists_has_none(string body) =>
        Assert.Empty(await ReadAsync("/v1/lists", body, (reads, team) => reads.ListsAsync(team)));

    [Theory]
    [InlineData("""{"id":102,"name":"Directions","content":{"text":" Directions attached\n","gallery":[{"annotation_text":"","original_url":"https://cdn.example.com/map.png","url":"https://cdn.example.com/map-small.png"}]},"updated":"2026-03-01T12:00:00Z","rev":3,"archived":true}""")]
    [InlineData("""{"id":"102","title":"Directions","content":{"text":" Directions attached\n","gallery":[{"url":"https://cdn.example.com/map.png"},null,{"original_url":"javascript:alert(1)"},"/map.png"]},"updated":"2026-03-01T12:00:00Z","rev":"3","archived":1}""")]
    [InlineData("""{"id":102,"name":"Directions","content":{"text":" Directions attached\n","gallery":["https://cdn.example.com/map.png"]},"updated":"2026-03-01T12:00:00Z","rev":3,"archived":"true"}""")]
    public async Task Templates_are_read_in_every_form(string row)
    {
        var template = Assert.Single(await ReadAsync("/v1/templates", $$"""{"templates":[{{row}}]}""", (reads, team) => reads.TemplatesAsync(team)));
        Assert.Equal((102, "Directions", " Directions attached\n", 3, Newest, true),
            (template.Id, template.Name, template.Text, template.Revision, template.UpdatedAt, template.Archived));
        Assert.Equal(["https://cdn.example.com/map.png"], template.MediaUrls);
    }

    [Theory]
    [InlineData("""{"id":7}""", null)]
    [InlineData("""{"id":7,"content":null,"name":""}""", null)]
    [InlineData("""{"id":7,"content":{"text":"","gallery":null}}""", null)]
    [InlineData("""{"id":7,"content":"Closed on Monday"}""", "Closed on Monday")]
    public async Task A_template_without_a_name_text_or_pictures_is_still_one(string row, string? text)
    {
        var template = Assert.Single(await ReadAsync("/v1/templates", $"[{row}]", (reads, team) => reads.TemplatesAsync(team)));
        Assert.Equal(("Template 7", text, false), (template.Name, template.Text, template.Archived));
        Assert.Empty(template.MediaUrls);
    }

    [Fact]
    public async Task Templates_come_page_by_page_and_the_cursor_is_the_last_rows_own_time()
    {
        await using var server = await RecordingServer.StartAsync();
        // As a service might that takes the cursor in: the row at the edge comes twice.
        Pages(server, "/v1/templates", asked => Enumerable.Range(0, 70).Where(i => asked is null || string.CompareOrdinal(Time(i), asked) <= 0).Take(30));
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (team, _) = await stage.AddTeamAsync();

        var all = Assert.IsType<Answer<IReadOnlyList<Template>>.Read>(await stage.Reads.TemplatesAsync(team.Id)).Value;

        Assert.Equal(Enumerable.Range(1, 70).Select(id => (long)id), all.Select(t => t.Id));
        Assert.Equal(["{}", Asking(Time(29)), Asking(Time(58)), Asking(Time(69))], server.Requests.Select(r => r.Body));
        Assert.All(server.Requests, r => Assert.Equal(("POST", "/v1/templates", "application/json; charset=utf-8"), (r.Method, r.Target, r.ContentType)));

        static string Asking(string time) => $$"""{"date":"{{time}}"}""";
    }

    [Fact]
    public async Task Where_the_cursor_does_not_move_reading_ends()
    {
        await using var server = await RecordingServer.StartAsync();
        Pages(server, "/v1/lists", _ => Enumerable.Range(0, 30), _ => "2026-03-01T12:00:00Z");
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (team, _) = await stage.AddTeamAsync();
        Assert.Equal(30, Assert.IsType<Answer<IReadOnlyList<ContactList>>.Read>(await stage.Reads.ListsAsync(team.Id)).Value.Count);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Rows_without_a_time_are_one_page()
    {
        await using var server = await RecordingServer.StartAsync();
        Pages(server, "/v1/lists", _ => Enumerable.Range(0, 30), _ => null);
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (team, _) = await stage.AddTeamAsync();
        Assert.Equal(30, Assert.IsType<Answer<IReadOnlyList<ContactList>>.Read>(await stage.Reads.ListsAsync(team.Id)).Value.Count);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_list_that_never_ends_is_left_after_two_hundred_pages()
    {
        await using var server = await RecordingServer.StartAsync();
        Pages(server, "/v1/lists", _ => [server.Requests.Count]);
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (team, _) = await stage.AddTeamAsync();
        Assert.Equal(200, Assert.IsType<Answer<IReadOnlyList<ContactList>>.Read>(await stage.Reads.ListsAsync(team.Id)).Value.Count);
    }

    [Fact]
    public async Task A_page_that_fails_fails_the_whole_so_that_nothing_is_missing_unnoticed()
    {
        await using var server = await RecordingServer.StartAsync();
        Pages(server, "/v1/lists", asked => asked is null ? Enumerable.Range(0, 30) : null);
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (team, _) = await stage.AddTeamAsync();
        Assert.Equal(ReadFailure.Trouble, Assert.IsType<Answer<IReadOnlyList<ContactList>>.Failed>(await stage.Reads.ListsAsync(team.Id)).Kind);
    }

    [Fact]
    public async Task Surveys_come_by_pages_numbered_from_1()
    {
        await using var server = await RecordingServer.StartAsync();
        server.Answers["/v1/surveys"] = http =>
        {
            var asked = JsonNode.Parse(server.Requests[^1].Body)!;
            var (limit, page) = ((int)asked["limit"]!, (int)asked["page"]!);
            return http.Response.WriteAsJsonAsync(Enumerable.Range(1, 45).Skip((page - 1) * limit).Take(limit)
                .Select(id => new { id, name = $"Survey {id}", type = id == 1 ? "nps" : null, question = "How likely?", updated = "2026-03-01T12:00:00Z" }), JsonSerializerOptions.Web);
        };
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (team, _) = await stage.AddTeamAsync();

        var all = Assert.IsType<Answer<IReadOnlyList<Survey>>.Read>(await stage.Reads.SurveysAsync(team.Id)).Value;

        Assert.Equal(45, all.Count);
        Assert.Equal(new Survey(1, "Survey 1", "nps", "How likely?", Newest), all[0]);
        Assert.Equal(["""{"limit":30,"page":1}""", """{"limit":30,"page":2}""", """{"limit":30,"page":3}"""], server.Requests.Select(r => r.Body));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(410)]
    [InlineData(501)]
    public async Task An_account_without_the_call_says_so(int status)
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/lists", "<html>", status);
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (team, _) = await stage.AddTeamAsync();
        Assert.Equal(
            new Answer<IReadOnlyList<ContactList>>.Failed(ReadFailure.NoSuchCall, $"This Heymarket account does not let its lists be read here ({status}). Nothing was sent.", "req-1"),
            await stage.Reads.ListsAsync(team.Id));
    }

    [Theory]
    [InlineData(401, "", ReadFailure.KeyRefused)]
    [InlineData(429, "", ReadFailure.SlowDown)]
    [InlineData(500, "", ReadFailure.Trouble)]
    [InlineData(200, "<html>", ReadFailure.NotHeymarket)]
    [InlineData(200, """{"id":501,"name":"One","targets":{"15105550142":{"f":"","l":""}}""", ReadFailure.NotHeymarket)]
    [InlineData(200, "\"ok\"", ReadFailure.NotHeymarket)]
    public async Task Other_failures_of_lists_are_those_of_every_read(int status, string body, ReadFailure kind)
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/lists", body, status);
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (team, _) = await stage.AddTeamAsync();
        Assert.Equal(kind, Assert.IsType<Answer<IReadOnlyList<ContactList>>.Failed>(await stage.Reads.ListsAsync(team.Id)).Kind);
    }

    [Theory]
    [InlineData("""{"id":501,"name":"March reminders","targets":{"15105550142":{"f":"","l":""}},"rev":2}""")]
    [InlineData("""{"list":{"id":"501","name":"March reminders","targets":{"+15105550142":{}},"rev":2}}""")]
    public async Task One_list_is_read_anew_each_time(string body)
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/list/501", body);
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (team, _) = await stage.AddTeamAsync();
        await stage.Reads.ListAsync(team.Id, 501);
        var list = Assert.IsType<Answer<ContactList>.Read>(await stage.Reads.ListAsync(team.Id, 501)).Value;
        Assert.Equal((501, "March reminders", 1, 2), (list.Id, list.Name, list.Size, list.Revision));
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(
            new Answer<ContactList>.Failed(ReadFailure.NotFound, "Heymarket shows no list with the ID 502 to this API key. Nothing was sent.", null),
            await stage.Reads.ListAsync(team.Id, 502));
    }

    [Theory]
    [InlineData("""{"id":9920,"inbox":413,"name":"Jordan Rivera","target":"15105550142","read":9980041,"type":"sms"}""", "15105550142")]
    [InlineData("""{"conversation":{"id":"9920","inbox_id":"413","name":"Jordan Rivera","target":"+15105550142","targets":["15105550142","15105550143"]}}""", "15105550142 15105550143")]
    [InlineData("""{"id":9920,"inbox":413,"name":"Jordan Rivera","target":"","targets":null}""", "")]
    public async Task A_conversation_is_read_in_every_form(string body, string numbers)
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/conversations/9920", body);
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (team, _) = await stage.AddTeamAsync();
        var conversation = Assert.IsType<Answer<Conversation>.Read>(await stage.Reads.ConversationAsync(team.Id, 9920)).Value;
        Assert.Equal((9920, 413, "Jordan Rivera"), (conversation.Id, conversation.InboxId, conversation.Name));
        Assert.Equal(numbers, string.Join(' ', conversation.Targets));
        Assert.Equal(numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(), conversation.PhoneNumber);
    }

    [Theory]
    [InlineData(200, """[{"id":123,"title":"Plan"},{"id":456,"title":"Visit date"},{"id":7,"title":""},{"id":8,"title":"Plan"}]""", "Plan,Visit date")]
    [InlineData(200, """{"contact_fields":[{"name":"Plan"}]}""", "Plan")]
    [InlineData(200, "\"ok\"", "")]
    [InlineData(404, "", "")]
    [InlineData(403, "", "")]
    public async Task Custom_fields_are_a_hint_that_may_be_missing(int status, string body, string names)
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/contact-fields", body, status);
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (team, _) = await stage.AddTeamAsync();
        Assert.Equal(names, string.Join(',', Assert.IsType<Answer<IReadOnlyList<string>>.Read>(await stage.Reads.ContactFieldsAsync(team.Id)).Value));
        Assert.Equal(("POST", "{}"), (server.Requests[0].Method, server.Requests[0].Body));
    }

    [Fact]
    public async Task An_answer_serves_for_a_minute_and_every_page_comes_out_of_the_budget()
    {
        await using var server = await RecordingServer.StartAsync();
        Pages(server, "/v1/templates", asked => asked is null ? [0, 1] : []);
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (team, _) = await stage.AddTeamAsync(rateKey: "heymarket:42");
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => stage.Reads.TemplatesAsync(team.Id)));
        await stage.Reads.TemplatesAsync(team.Id);
        Assert.Equal((2, 2), (server.Requests.Count, stage.Data.Get<RequestBudget>().UsedInLastMinute("heymarket:42")));
        await stage.Reads.TemplatesAsync(team.Id, refresh: true);
        Assert.Equal(4, server.Requests.Count);
    }

    private static string Time(int i) => Newest.AddHours(-i).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <param name="rows">The rows, by number, after a cursor; null answers 500.</param>
    private static void Pages(RecordingServer server, string path, Func<string?, IEnumerable<int>?> rows, Func<int, string?>? time = null) =>
        server.Answers[path] = http =>
        {
            var found = rows((string?)JsonNode.Parse(server.Requests[^1].Body)!["date"]);
            http.Response.StatusCode = found is null ? 500 : 200;
            return http.Response.WriteAsJsonAsync((found ?? []).Select(i => new { id = i + 1, name = $"Row {i}", updated = (time ?? Time)(i) }), JsonSerializerOptions.Web);
        };

    private static async Task<T> ReadAsync<T>(string path, string body, Func<HeymarketReads, long, Task<Answer<T>>> ask)
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says(path, body);
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (team, _) = await stage.AddTeamAsync();
        return Assert.IsType<Answer<T>.Read>(await ask(stage.Reads, team.Id)).Value;
    }
}
