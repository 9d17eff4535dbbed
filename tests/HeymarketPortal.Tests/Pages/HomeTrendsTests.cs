using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Home;
using HeymarketPortal.Sending;
using HeymarketPortal.Ui;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Pages;

public class HomeTrendsTests : PageContext
{
    [Fact]
    public async Task Each_bar_opens_the_history_that_it_stands_for_and_its_numbers_stand_in_a_table()
    {
        await AcceptedAsync();
        await AcceptedAsync("15105550400");

        var page = Open<HomePage>();

        var bar = page.WaitForElement(".columns a[aria-label^='Mon 23 Nov: 2, 1 done, 1 did not go']");
        Assert.Equal($"/t/{Team.Slug}/history?from=2026-11-23&to=2026-11-23", bar.GetAttribute("href"));
        Assert.Equal(["Mon 23 Nov", "1", "0", "0", "1", "0", "2"], page.FindAll(".chart details tbody tr")[29].Children.Select(cell => cell.TextContent));
        Assert.Equal($"/t/{Team.Slug}/history?from=2026-10-25&to=2026-11-23&state=Rejected", LinkOf("Acceptance", "Rejected"));
        Assert.Equal($"/t/{Team.Slug}/history?from=2026-10-25&to=2026-11-23&inbox={InboxId}", LinkOf("Sends by inbox", "Front Desk"));
        Assert.StartsWith($"/t/{Team.Slug}/history?from=2026-10-25&to=2026-11-23&state=Rejected", LinkOf("What went wrong most", "Rejected: "), StringComparison.Ordinal);

        string? LinkOf(string chart, string line) => page.FindAll(".chart").Single(c => c.QuerySelector("h3")!.TextContent == chart)
            .QuerySelectorAll("a").First(a => a.TextContent.StartsWith(line, StringComparison.Ordinal)).GetAttribute("href");
    }

    [Fact]
    public async Task The_bars_are_one_tab_stop_in_which_the_arrows_move()
    {
        await AcceptedAsync();
        var page = Open<HomePage>("?days=7");
        page.WaitForElement(".columns a");
        Assert.Equal([6], Stops());

        await page.Find(".columns").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowLeft" });
        Assert.Equal([5], Stops());
        await page.Find(".columns").KeyDownAsync(new KeyboardEventArgs { Key = "Home" });
        await page.Find(".columns").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowLeft" });
        Assert.Equal([0], Stops());

        IEnumerable<int> Stops() => page.FindAll(".chart")[0].QuerySelectorAll(".columns a").Select((bar, at) => (bar, at)).Where(x => x.bar.GetAttribute("tabindex") == "0").Select(x => x.at).ToList();
    }

    [Fact]
    public async Task A_team_that_sent_nothing_lately_is_told_so()
    {
        await AcceptedAsync();
        Test.Time.Advance(TimeSpan.FromDays(40));

        Assert.Contains("Nothing was sent in the last 30 days.", Open<TrendsPart>().WaitForElement("section > p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_are_those_of_the_team_s_clock_and_other_teams_are_not_counted()
    {
        // The clock of Los Angeles went back on 1 November 2026: that day had 25 hours.
        foreach (var at in (string[])["2026-11-01T06:59:59Z", "2026-11-01T07:00:00Z", "2026-11-02T07:59:59Z", "2026-11-02T08:00:00Z"])
        {
            await MadeAtAsync(Team.Id, DateTimeOffset.Parse(at, null));
        }
        var other = await Test.AddTeamAsync("bakery");
        await Test.Database.WriteAsync(other.Id, async db => db.Sends.Add(Copy(await OneAsync(), other.Id, DateTimeOffset.Parse("2026-11-01T12:00:00Z", null))));

        var view = await Test.Get<TrendQueries>().ReadAsync(Team.Id, Access.TimeZone, new DateOnly(2026, 11, 2), new TrendRange(7, 1));

        Assert.Equal([(4, 1), (5, 2), (6, 1)], view.Counts.GroupBy(row => row.Part).Select(part => (part.Key, part.Sum(row => row.Count))).Order());
    }

    [Fact]
    public async Task What_was_accepted_is_told_by_how_long_it_took_and_what_became_of_it()
    {
        foreach (var (seconds, delivery) in ((double, Delivery?)[])[(.9, Delivery.Delivered), (1, Delivery.Delivered), (9, Delivery.Failed), (59, null), (60, Delivery.OptedOut)])
        {
            var id = await MadeAtAsync(Team.Id, Test.Time.GetUtcNow());
            await Test.Database.WriteAsync(Team.Id, db => db.Sends.Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.Accepted)
                .SetProperty(s => s.StateAt, Test.Time.GetUtcNow().AddSeconds(seconds)).SetProperty(s => s.Delivery, delivery)));
        }

        var view = await Test.Get<TrendQueries>().ReadAsync(Team.Id, Access.TimeZone, new DateOnly(2026, 11, 23), TrendRange.Of("7"));
        var charts = new TrendCharts(view, "/history");

        Assert.Equal([("Under 1 s", 1), ("1 to 3 s", 1), ("3 to 10 s", 1), ("10 s to a minute", 1), ("Longer", 1)], charts.Times.Select(line => (line.Label, line.Value)));
        Assert.Equal([("Delivered", 2, "40%"), ("Failed", 1, "20%"), ("Opted out", 1, "20%"), ("Not known", 1, "20%")], charts.Delivered.Select(line => (line.Label, line.Value, line.Note)));
    }

    [Fact]
    public void Three_months_are_thirteen_weeks()
    {
        var parts = TrendRange.Of("90").PartsUntil(new DateOnly(2026, 11, 23));

        Assert.Equal((13, new DateOnly(2026, 8, 26), new DateOnly(2026, 11, 23)), (parts.Count, parts[0].From, parts[^1].To));
        Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.Equal(pair.First.To.AddDays(1), pair.Second.From));
    }

    [Theory]
    [InlineData(TrendQueries.Counts)]
    [InlineData(TrendQueries.Peaks)]
    [InlineData(TrendQueries.Errors)]
    public async Task No_chart_reads_the_sends_but_along_an_index_of_the_team(string sql)
    {
        var explained = $"EXPLAIN QUERY PLAN {sql}";
        var plan = await Test.ReadAsync(null, db => db.Database.SqlQueryRaw<PlanLine>(explained, Team.Id, "[[1,2]]").ToListAsync());

        Assert.Contains(plan, line => line.Detail.StartsWith("SEARCH s USING INDEX", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Detail.StartsWith("SCAN s", StringComparison.Ordinal));
    }

    private async Task<long> MadeAtAsync(long teamId, DateTimeOffset at)
    {
        var id = await ConfirmAsync();
        await Test.Database.WriteAsync(teamId, db => db.Sends.Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.CreatedAt, at).SetProperty(s => s.DueAt, at)));
        return id;
    }

    private Task<Send> OneAsync() => Test.ReadAsync(Team.Id, db => db.Sends.AsNoTracking().FirstAsync());

    private static Send Copy(Send send, long teamId, DateTimeOffset at)
    {
        (send.Id, send.TeamId, send.LocalId, send.RequestId, send.CreatedAt) = (0, teamId, Guid.NewGuid().ToString(), Guid.NewGuid(), at);
        return send;
    }

    private sealed record PlanLine(string Detail);
}
