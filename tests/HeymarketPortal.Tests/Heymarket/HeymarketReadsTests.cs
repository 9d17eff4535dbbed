using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Tests.Heymarket;

public sealed class HeymarketReadsTests
{
    private const string Inboxes = """
        [{"id":413,"name":"Front Desk","members":[11,12,15],"phones":["14155550100"],"phone":"14155550100","invited":true},
         {"id":414,"name":"Billing","members":[11],"phones":["18335550123"]}]
        """;

    private const string Team = """{"id":7,"name":"Acme Clinics","list_size":2500,"members":[{"id":11,"name":"Dana Lee","role":"admin"},{"id":12,"name":"Sam Ortiz","role":"member"}]}""";

    [Theory]
    [InlineData("""[{"id":413,"name":"Front Desk","phones":["14155550100"],"phone":"14155550100","members":[11,12]}]""")]
    [InlineData("""{"inboxes":[{"id":413,"name":"Front Desk","phones":["+14155550100"],"members":[11,12]}]}""")]
    [InlineData("""[{"id":"413","name":"Front Desk","phones":null,"phone":"+1 (415) 555-0100","members":["11",12]}]""")]
    [InlineData("""[{"id":413.0,"name":"Front Desk","phones":[{"number":"14155550100"}],"members":[{"id":11,"name":"Dana"},{"id":12}]}]""")]
    [InlineData("""[{"id":413,"name":"Front Desk","phones":"14155550100","members":[11,12,null,"x"]},{"name":"no id"},null,7,{"id":413,"name":"again"}]""")]
    public async Task Inboxes_are_read_in_every_form(string body)
    {
        var inbox = Assert.Single(await ReadInboxesAsync(body));
        Assert.Equal((413, "Front Desk", false), (inbox.Id, inbox.Name, inbox.TollFree));
        Assert.Equal(["14155550100"], inbox.Phones);
        Assert.Equal([11, 12], inbox.MemberIds);
    }

    [Fact]
    public async Task Without_phones_name_or_members_an_inbox_is_still_one()
    {
        var inbox = Assert.Single(await ReadInboxesAsync("""[{"id":9,"name":"","phone":"","members":null,"widget_settings":{"phone":"1"}}]"""));
        Assert.Equal(("Inbox 9", false), (inbox.Name, inbox.TollFree));
        Assert.Empty(inbox.Phones);
        Assert.Empty(inbox.MemberIds);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_in_a_text_or_a_name_costs_no_row()
    {
        var inboxes = await ReadInboxesAsync("""[{"id":9,"name":"Back \ud83d","x\udc00":1},{"id":10,"name":"A \\ud83d \ud83d\ude00"}]""");
        Assert.Equal(["Back \ufffd", "A \\ud83d 😀"], inboxes.Select(inbox => inbox.Name).Order().Reverse());
    }

    [Theory]
    [InlineData("18005550100", true)]
    [InlineData("+18335550123", true)]
    [InlineData("14155550100", false)]
    [InlineData("448005550100", false)]
    public async Task Toll_free_is_told_by_the_area_code(string phone, bool tollFree) =>
        Assert.Equal(tollFree, Assert.Single(await ReadInboxesAsync($$"""[{"id":9,"phones":["{{phone}}"]}]""")).TollFree);

    [Theory]
    [InlineData("""[{"id":11,"name":"Dana Lee","email":"dana@example.com","role_id":1},{"id":12,"name":"Sam Ortiz","role":"member"}]""")]
    [InlineData("""{"memberships":[{"id":"11","name":"Dana Lee","email":"dana@example.com","role_id":"1"},{"id":12,"first_name":"Sam","last_name":"Ortiz","role_id":4}]}""")]
    [InlineData("""{"users":[{"id":11,"name":"Dana Lee","email":"dana@example.com","role":"Admin"},{"id":12,"name":"Sam Ortiz","role_id":4,"email":""}]}""")]
    public async Task People_are_read_in_every_form_with_the_inboxes_that_name_them(string body)
    {
        await using var server = await ServerAsync(("/v1/inboxes", Inboxes), ("/v1/users", body));
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var people = await PeopleAsync(stage);
        Assert.Equal([(11, "Dana Lee", "dana@example.com", "Admin", "413 414"), (12, "Sam Ortiz", null, "Member", "413")],
            people.Select(p => (p.Id, p.Name, p.Email, p.Role, string.Join(' ', p.InboxIds))));
        Assert.DoesNotContain(server.Requests, r => r.Target == "/v1/team");
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(403, """{"error":"Denied"}""")]
    [InlineData(400, "bad")]
    [InlineData(200, "<html></html>")]
    [InlineData(200, """{"ok":true}""")]
    public async Task Where_users_are_not_to_be_had_the_team_and_the_inboxes_tell_them(int status, string body)
    {
        await using var server = await ServerAsync(("/v1/inboxes", Inboxes), ("/v1/team", Team));
        server.Says("/v1/users", body, status);
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var people = await PeopleAsync(stage);
        Assert.Equal([(11, "Dana Lee", "Admin", 2), (12, "Sam Ortiz", "Member", 1), (15, "Person 15", null, 1)],
            people.Select(p => (p.Id, p.Name, p.Role, p.InboxIds.Count)));
        Assert.Equal("/v1/users", server.Requests[0].Target);
    }

    [Theory]
    [InlineData(401, ReadFailure.KeyRefused)]
    [InlineData(429, ReadFailure.SlowDown)]
    [InlineData(500, ReadFailure.Trouble)]
    [InlineData(302, ReadFailure.NotHeymarket)]
    public async Task Other_answers_to_users_do_not_fall_back(int status, ReadFailure kind)
    {
        await using var server = await ServerAsync(("/v1/inboxes", Inboxes), ("/v1/team", Team));
        server.Says("/v1/users", "", status);
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (team, _) = await stage.AddTeamAsync();
        Assert.Equal(kind, Assert.IsType<Answer<IReadOnlyList<Person>>.Failed>(await stage.Reads.PeopleAsync(team.Id)).Kind);
        Assert.DoesNotContain(server.Requests, r => r.Target == "/v1/team");
    }

    [Theory]
    [InlineData(401, """{"message":"missing or invalid credentials"}""", ReadFailure.KeyRefused, "Heymarket refused the API key (401): missing or invalid credentials.")]
    [InlineData(403, "<b>no</b>", ReadFailure.KeyRefused, "Heymarket refused the API key (403).")]
    [InlineData(429, "", ReadFailure.SlowDown, "Heymarket asked to slow down. Try again in a minute.")]
    [InlineData(503, "", ReadFailure.Trouble, "Heymarket had a problem of its own (503).")]
    [InlineData(404, "<html>", ReadFailure.NotHeymarket, "Something answered that is not Heymarket's API. Check Heymarket:BaseAddress in the portal's settings. Nothing was sent.")]
    [InlineData(200, "<html>", ReadFailure.NotHeymarket, "Something answered that is not Heymarket's API. Check Heymarket:BaseAddress in the portal's settings. Nothing was sent.")]
    public async Task What_cannot_be_read_is_a_sentence_with_the_request_id(int status, string body, ReadFailure kind, string sentence)
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/inboxes", body, status);
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (team, _) = await stage.AddTeamAsync();
        Assert.Equal(new Answer<IReadOnlyList<Inbox>>.Failed(kind, sentence, "req-1"), await stage.Reads.InboxesAsync(team.Id));
    }

    [Fact]
    public async Task No_answer_no_key_and_no_sandbox_are_sentences_too()
    {
        await using var upstream = new SocketUpstream((self, _, _) => self.HangAsync());
        await using var stage = await HeymarketStage.SetAsync(upstream.Address, TimeProvider.System, ("Heymarket:WholeSeconds", "0.3"));
        var (team, _) = await stage.AddTeamAsync();
        var (sandbox, _) = await stage.AddTeamAsync(slug: "sandbox", sandbox: true);
        var keyless = await stage.Data.AddTeamAsync("bakery");

        Assert.Equal((ReadFailure.Unreachable, "Heymarket did not answer in 0.3 s. Nothing was sent."), await FailureAsync(team));
        Assert.Equal((ReadFailure.SandboxOff, "This team's requests go to the sandbox, and the sandbox is off on this portal. Nothing was sent."), await FailureAsync(sandbox));
        Assert.Equal((ReadFailure.NoApiKey, "This team has no API key yet. An admin adds one under API keys."), await FailureAsync(keyless));

        async Task<(ReadFailure, string)> FailureAsync(Team of)
        {
            var failed = Assert.IsType<Answer<IReadOnlyList<Inbox>>.Failed>(await stage.Reads.InboxesAsync(of.Id));
            return (failed.Kind, failed.Sentence);
        }
    }

    [Fact]
    public async Task An_answer_serves_for_a_minute_its_own_team_alone_and_Refresh_asks_again()
    {
        await using var server = await ServerAsync(("/v1/inboxes", Inboxes));
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (clinic, _) = await stage.AddTeamAsync();
        var (bakery, _) = await stage.AddTeamAsync(new ApiKeyCredentials.Static("another-key-0000"), "bakery");

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => stage.Reads.InboxesAsync(clinic.Id)));
        Assert.Single(server.Requests);
        await stage.Reads.InboxesAsync(bakery.Id);
        Assert.Equal(2, server.Requests.Count);
        stage.Data.Time.Advance(TimeSpan.FromSeconds(59));
        await stage.Reads.InboxesAsync(clinic.Id);
        Assert.Equal(2, server.Requests.Count);
        await stage.Reads.InboxesAsync(clinic.Id, refresh: true);
        Assert.Equal(3, server.Requests.Count);
        stage.Data.Time.Advance(TimeSpan.FromSeconds(61));
        await stage.Reads.InboxesAsync(clinic.Id);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/inboxes", "", 500);
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (team, _) = await stage.AddTeamAsync();
        Assert.IsType<Answer<IReadOnlyList<Inbox>>.Failed>(await stage.Reads.InboxesAsync(team.Id));
        server.Says("/v1/inboxes", Inboxes);
        Assert.Equal(2, Assert.IsType<Answer<IReadOnlyList<Inbox>>.Read>(await stage.Reads.InboxesAsync(team.Id)).Value.Count);
    }

    [Fact]
    public async Task Reads_come_out_of_the_budget_of_the_rate_key()
    {
        await using var server = await ServerAsync(("/v1/inboxes", Inboxes));
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (team, _) = await stage.AddTeamAsync(rateKey: "heymarket:42");
        await stage.Reads.InboxesAsync(team.Id);
        Assert.Equal(1, stage.Data.Get<RequestBudget>().UsedInLastMinute("heymarket:42"));
    }

    [Fact]
    public async Task The_team_and_messages_are_read_with_their_wire_names()
    {
        await using var server = await ServerAsync(("/v1/team", Team), ("/v1/messages",
            """[{"id":9980041,"local_id":"6b1e","text":"Hi Jordan","date":"2026-03-02T18:04:05Z","status":"delivered","user":12},{"id":9980042,"local_id":"","user":0}]"""));
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (team, _) = await stage.AddTeamAsync();

        var account = Assert.IsType<Answer<HeymarketTeam>.Read>(await stage.Reads.TeamAsync(team.Id)).Value;
        Assert.Equal((7, "Acme Clinics", 2500, 2), (account.Id, account.Name, account.ListSize, account.Members.Count));

        var messages = Assert.IsType<Answer<MessageSpan>.Read>(await stage.Reads.MessagesAsync(team.Id, 413, "15105550142", DateTimeOffset.UnixEpoch)).Value.Messages;
        Assert.Equal("/v1/messages?phoneNumber=15105550142&inboxID=413", server.Requests[^1].Target);
        Assert.Equal([new(9980041, "6b1e", "Hi Jordan", new DateTimeOffset(2026, 3, 2, 18, 4, 5, TimeSpan.Zero), "delivered", 12), new(9980042, null, null, null, null, 0)], messages);
    }

    private static async Task<RecordingServer> ServerAsync(params (string Path, string Body)[] answers)
    {
        var server = await RecordingServer.StartAsync();
        foreach (var (path, body) in answers)
        {
            server.Says(path, body);
        }
        return server;
    }

    private static async Task<IReadOnlyList<Inbox>> ReadInboxesAsync(string body)
    {
        await using var server = await ServerAsync(("/v1/inboxes", body));
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        var (team, _) = await stage.AddTeamAsync();
        return Assert.IsType<Answer<IReadOnlyList<Inbox>>.Read>(await stage.Reads.InboxesAsync(team.Id)).Value;
    }

    private static async Task<IReadOnlyList<Person>> PeopleAsync(HeymarketStage stage)
    {
        var (team, _) = await stage.AddTeamAsync();
        return Assert.IsType<Answer<IReadOnlyList<Person>>.Read>(await stage.Reads.PeopleAsync(team.Id)).Value;
    }
}
