using System.Net;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.History;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using MiniExcelLibs;

namespace HeymarketPortal.Tests.Pages.History;

public sealed class ExportTests(ExportStage stage) : IClassFixture<ExportStage>
{
    private const int Many = 4_100;

    [Fact]
    public async Task A_file_holds_what_the_grid_shows_newest_first_with_the_team_s_times_and_their_offset()
    {
        var team = await stage.TeamAsync();
        await stage.AddAsync(team, 2, (send, i) =>
        {
            send.MessageId = long.MaxValue - i;
            (send.GalleryUrl, send.Delivery) = ("https://app.heymarket.com/g/1", Delivery.OptedOut);
            // One clock hour that came twice.
            send.CreatedAt = send.CreatedAt.AddHours(i);
        });

        using var answer = await stage.Ada.AskAsync($"/t/{team.Slug}/history/export?format=csv");

        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Matches($"^attachment; filename=\"{team.Slug}-history-[0-9-]{{10}}\\.csv\"$", answer.Content.Headers.ContentDisposition?.ToString());
        Assert.True(answer.Headers.CacheControl?.NoStore);
        var rows = ExportStage.Rows(await answer.Content.ReadAsStringAsync());
        Assert.Equal(["2026-11-01T01:31:00-08:00", "2026-11-01T01:30:00-07:00"], rows.Select(row => row[0]));
        Assert.Equal(
            ["Individual", "+1 510 555 0142", "Front desk", "Sam Ortiz", "Text 1", "Accepted", "Opted out", $"'{long.MaxValue - 1}", "https://app.heymarket.com/g/1", "Ada"],
            rows[0][1..11]);
    }

    [Fact]
    public async Task Every_kind_of_recipient_and_content_is_told_in_full()
    {
        var team = await stage.TeamAsync();
        await stage.AddAsync(team, 6, (send, i) =>
        {
            (send.PhoneNumber, send.Text) = (null, null);
            switch (i)
            {
                case 0:
                    (send.Kind, send.Targets, send.MediaUrl) = (SendKind.Group, ["15105550142", "447911123456"], "https://media.example.com/1.jpg");
                    break;
                case 1:
                    (send.Kind, send.ListId, send.ListName, send.TemplateId, send.TemplateName, send.TemplateText) = (SendKind.List, 3310, "April", 5207, "Reminder", "Hi {{first_name}}");
                    break;
                case 2:
                    (send.ConversationId, send.ConversationNumber, send.Text, send.Private) = (long.MaxValue, "15105550143", "Call her", true);
                    break;
                case 3:
                    (send.Kind, send.PhoneNumber, send.SurveyId, send.SurveyName, send.SurveyQuestion) = (SendKind.Survey, "15105550144", 61, "After", "How was it?");
                    break;
                case 4:
                    send.ErasedAt = send.CreatedAt.AddDays(90);
                    break;
                default:
                    (send.ListId, send.TemplateId, send.InboxName, send.SenderName) = (7, 8, null, null);
                    break;
            }
        });

        var rows = ExportStage.Rows(await stage.Ada.ReadAsync($"/t/{team.Slug}/history/export"));

        Assert.Equal(["List 7", "Number erased", "+1 510 555 0144", "Conversation 9223372036854775807: +1 510 555 0143", "April", "2 people: +1 510 555 0142, +44 7911 123456"], rows.Select(row => row[2]));
        Assert.Equal(["Template 8", "Erased after 90 days", "Survey After: How was it?", "Call her", "Template Reminder: Hi {{first_name}}", ""], rows.Select(row => row[5]));
        Assert.Equal(("Inbox 1", "Person 2"), (rows[0][3], rows[0][4]));
        Assert.Equal(("Yes", "https://media.example.com/1.jpg"), (rows[3][12], rows[5][11]));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task Hostile_texts_and_names_come_back_as_they_are_from_the_database_through_HTTP(string format)
    {
        var team = await stage.TeamAsync();
        var sends = await stage.AddAsync(team, HostileTexts.All.Length, (send, i) => send.Text = send.AccountName = send.InboxName = send.GalleryUrl = HostileTexts.All[i]);
        var address = $"/t/{team.Slug}/history/export?format={format}";

        var rows = format == "csv"
            ? ExportStage.Rows(await stage.Ada.ReadAsync(address)).Select(row => row.Select(cell => cell.StartsWith('\'') ? cell[1..] : cell).ToArray()).ToList()
            : MiniExcel.Query(new MemoryStream(await stage.Ada.GetByteArrayAsync(new Uri(stage.Address, address))), useHeaderRow: true)
                .Cast<IDictionary<string, object?>>().Select(row => row.Values.Select(value => (string?)value ?? "").ToArray()).ToList();

        rows.Reverse();
        Assert.Equal(sends.Select(send => send.LocalId), rows.Select(row => row[13]));
        foreach (var column in new[] { 3, 5, 9, 10 })
        {
            Assert.Equal(HostileTexts.All, rows.Select(row => row[column]));
        }
    }

    [Fact]
    public async Task The_filters_of_the_page_are_those_of_the_file_and_every_batch_is_in_it_once()
    {
        var team = await stage.TeamAsync();
        var sends = await stage.AddAsync(team, 2_100, (send, i) => send.State = i % 2 == 0 ? SendState.Rejected : SendState.Accepted);

        var rows = ExportStage.Rows(await stage.Ada.ReadAsync($"/t/{team.Slug}/history/export?state=Rejected"));
        var one = ExportStage.Rows(await stage.Ada.ReadAsync($"/t/{team.Slug}/history/export?search={sends[1].LocalId}"));
        var none = ExportStage.Rows(await stage.Ada.ReadAsync($"/t/{team.Slug}/history/export?to=2020-01-01"));

        Assert.Equal(sends.Where(send => send.State == SendState.Rejected).Select(send => send.LocalId).Reverse(), rows.Select(row => row[13]));
        Assert.Equal(sends[1].LocalId, Assert.Single(one)[13]);
        Assert.Empty(none);
        Assert.Equal(2_100, ExportStage.Rows(await stage.Ada.ReadAsync($"/t/{team.Slug}/history/export")).DistinctBy(row => row[13]).Count());
    }

    [Fact]
    public async Task Every_filter_of_the_page_alone_and_with_another_leaves_in_the_file_what_it_leaves_in_the_grid()
    {
        var team = await stage.TeamAsync("UTC");
        var sends = await stage.AddAsync(team, 96, (send, i) =>
        {
            (send.State, send.Delivery) = i % 2 == 0 ? (SendState.Accepted, i % 6 == 0 ? Delivery.Failed : null) : (SendState.Rejected, (Delivery?)null);
            (send.InboxId, send.AccountId, send.Text) = (i % 3, i % 4 == 0 ? stage.AdaId : null, i % 5 == 0 ? "For Dana" : "For Kim");
            send.CreatedAt = send.CreatedAt.AddHours(i);
        });
        var day = new DateTimeOffset(2026, 11, 4, 0, 0, 0, TimeSpan.Zero);
        (string Query, Func<Send, bool> Fits)[] filters =
        [
            ("state=Rejected", s => s.State == SendState.Rejected), ("delivery=Failed", s => s.Delivery == Delivery.Failed), ("inbox=2", s => s.InboxId == 2),
            ($"by={stage.AdaId}", s => s.AccountId == stage.AdaId), ("search=dana", s => s.Text == "For Dana"), ("kind=Individual", s => s.Kind == SendKind.Individual),
            ("kind=List", s => s.Kind == SendKind.List), ("from=2026-11-04", s => s.CreatedAt >= day), ("to=2026-11-03", s => s.CreatedAt < day),
        ];

        foreach (var (one, other) in filters.SelectMany(one => filters.Select(other => (one, other))).Where(pair => pair.one.Query.Split('=')[0] != pair.other.Query.Split('=')[0]))
        {
            var query = $"?{one.Query}&{other.Query}";
            var rows = ExportStage.Rows(await stage.Ada.ReadAsync($"/t/{team.Slug}/history/export{query}")).Select(row => row[13]).ToList();
            var grid = await stage.Get<HistoryQueries>().ReadAsync(team.TeamId, HistoryAddress.Read($"http://localhost/history{query}").Filter.In(team.TimeZone), null, default);
            Assert.Equal(sends.Where(s => one.Fits(s) && other.Fits(s)).OrderByDescending(s => s.Id).Select(s => s.LocalId), rows);
            Assert.Equal(sends.Where(s => rows.Contains(s.LocalId)).OrderByDescending(s => s.Id).Select(s => s.Id), grid.Select(line => line.Id));
        }
    }

    [Fact]
    public async Task The_trail_tells_filter_format_and_rows_and_never_what_was_searched_for()
    {
        var team = await stage.TeamAsync();
        await stage.AddAsync(team, 3, (send, i) => send.Text = $"Text {i} for Dana");

        await stage.Ada.ReadAsync($"/t/{team.Slug}/history/export?format=xlsx&search=Dana&state=Accepted&from=2026-11-01&to=2026-11-30");

        const string Words = "format=Xlsx search=yes state=Accepted from=2026-11-01 to=2026-11-30";
        Assert.Equal([$"history.export-began {Words}", $"history.exported {Words} rows=3 ended=Done"], await stage.AuditAsync(team));
    }

    [Fact]
    public async Task Exporting_is_for_those_who_may_and_another_team_does_not_exist()
    {
        var (team, other) = (await stage.TeamAsync(), await stage.TeamAsync());
        await stage.AddAsync(team, 1);
        var address = $"/t/{team.Slug}/history/export";
        using var texter = await stage.InviteAsync(team, $"texter-{team.TeamId}@example.com", Role.Texter);
        using var stranger = await stage.InviteAsync(other, $"stranger-{team.TeamId}@example.com", Role.Admin);

        Assert.Equal((HttpStatusCode.Forbidden, true), await AskAsync(texter, address, "people who may export"));
        Assert.Equal((HttpStatusCode.NotFound, true), await AskAsync(stranger, address, "No such team here"));
        var account = (await stage.Get<Database>().ReadAsync(team.TeamId, db => Task.FromResult(db.Memberships.Single(m => m.Role == Role.Texter)))).AccountId;
        await stage.Get<Memberships>().GrantAsync(team.Actor, account, Grants.Export, given: true);
        Assert.Equal((HttpStatusCode.OK, true), await AskAsync(texter, address, "+1 510 555 0142"));
        Assert.Equal(2, (await stage.AuditAsync(team)).Count);
    }

    [Fact]
    public async Task Nothing_is_read_any_more_when_the_browser_has_gone()
    {
        var team = await stage.TeamAsync();
        await AddManyAsync(team);

        ExportRun run;
        using (var answer = await stage.Ada.GetAsync(new Uri(stage.Address, $"/t/{team.Slug}/history/export"), HttpCompletionOption.ResponseHeadersRead))
        {
            await (await answer.Content.ReadAsStreamAsync()).ReadExactlyAsync(new byte[1_000]);
            run = stage.Get<Exports>().RunningOf(team)!;
        }

        Assert.Equal(ExportState.Cancelled, await EndOfAsync(run));
        Assert.InRange(run.Rows, 0, Many - 1);
        Assert.EndsWith($"rows={run.Rows} ended=Cancelled", (await AuditedAsync(team))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_one_ends_as_a_broken_download_and_until_then_there_is_no_second()
    {
        var team = await stage.TeamAsync();
        await AddManyAsync(team);
        var address = $"/t/{team.Slug}/history/export";
        using var answer = await stage.Ada.GetAsync(new Uri(stage.Address, address), HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal((HttpStatusCode.TooManyRequests, true), await AskAsync(stage.Ada, address, "Another export is under way"));
        var run = stage.Get<Exports>().RunningOf(team)!;
        run.Cancel();

        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(ExportState.Cancelled, await EndOfAsync(run));
        Assert.Null(stage.Get<Exports>().RunningOf(team));
        Assert.Equal(Many, ExportStage.Rows(await stage.Ada.ReadAsync(address)).Count);
    }

    [Fact]
    public async Task Who_loses_the_grant_meanwhile_gets_no_further_batch()
    {
        var team = await stage.TeamAsync();
        await AddManyAsync(team);
        using var texter = await stage.InviteAsync(team, $"leaving-{team.TeamId}@example.com", Role.Texter);
        var account = (await stage.Get<Database>().ReadAsync(team.TeamId, db => Task.FromResult(db.Memberships.Single(m => m.Role == Role.Texter)))).AccountId;
        await stage.Get<Memberships>().GrantAsync(team.Actor, account, Grants.Export, given: true);
        using var answer = await texter.GetAsync(new Uri(stage.Address, $"/t/{team.Slug}/history/export"), HttpCompletionOption.ResponseHeadersRead);

        await stage.Get<Memberships>().RemoveAsync(team.Actor, account);

        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsByteArrayAsync());
        Assert.EndsWith("ended=Failed", (await AuditedAsync(team))[1], StringComparison.Ordinal);
    }

    // More than the buffers between here and there take, and more than two batches.
    private Task<List<Send>> AddManyAsync(TeamAccess team) => stage.AddAsync(team, Many, (send, _) => send.Text = new string('x', 7_000));

    private static async Task<(HttpStatusCode, bool)> AskAsync(PortalClient client, string address, string says)
    {
        using var answer = await client.AskAsync(address);
        return (answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Contains(says, StringComparison.Ordinal));
    }

    private static Task<ExportState> EndOfAsync(ExportRun run) => UntilAsync(() => Task.FromResult(run.State), state => state != ExportState.Running);

    private Task<List<string>> AuditedAsync(TeamAccess team) => UntilAsync(() => stage.AuditAsync(team), entries => entries.Count == 2);

    private static async Task<T> UntilAsync<T>(Func<Task<T>> look, Func<T, bool> fits)
    {
        for (var left = 400; ; left--)
        {
            var seen = await look();
            if (fits(seen) || left == 0)
            {
                Assert.True(fits(seen));
                return seen;
            }
            await Task.Delay(25);
        }
    }
}
