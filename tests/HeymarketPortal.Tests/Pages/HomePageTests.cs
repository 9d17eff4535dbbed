using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Home;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Pages;

public class HomePageTests : PageContext
{
    [Fact]
    public void A_new_team_is_led_to_its_first_text()
    {
        var page = Open<HomePage>();

        Assert.Contains("Send the first text", page.WaitForElement(".empty").TextContent, StringComparison.Ordinal);
        Assert.Equal($"/t/{Team.Slug}/compose", page.Find(".empty a[href$=compose]").GetAttribute("href"));
    }

    [Fact]
    public async Task A_team_without_a_key_is_led_to_it_first()
    {
        await Test.WriteAsync(Team.Id, db => db.ApiKeys.ExecuteDeleteAsync());

        var page = Open<HomePage>();

        Assert.Equal($"/t/{Team.Slug}/keys", page.WaitForElement(".empty a").GetAttribute("href"));
    }

    [Fact]
    public async Task A_viewer_is_offered_nothing_that_answers_403()
    {
        Access = Access with { Role = Role.Viewer };
        await Test.WriteAsync(Team.Id, db => db.ApiKeys.ExecuteDeleteAsync());

        var page = Open<HomePage>();

        page.WaitForElement(".empty");
        Assert.Empty(page.FindAll("a[href$=compose], a[href$=keys]"));
    }

    [Fact]
    public async Task Lost_answers_come_first_and_today_is_counted_by_state()
    {
        await AcceptedAsync();
        await UnknownAsync();

        var page = Open<HomePage>();

        Assert.Contains("1 text without an answer", page.WaitForElement(".todo").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find("a[aria-label='1 Accepted, open in History']"));
        Assert.NotNull(page.Find("a[aria-label='1 Unknown, open in History']"));
    }

    [Fact]
    public async Task What_a_person_closed_without_evidence_is_not_done()
    {
        await AcceptedAsync();
        await UnknownAsync();
        await Test.WriteAsync(Team.Id, db => db.Sends.Where(s => s.State == SendState.Unknown).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.Closed)));

        var page = Open<HomePage>();

        page.WaitForElement("a[aria-label='1 Closed, open in History']");
        var sums = page.FindAll(".sums > div").ToDictionary(sum => sum.QuerySelector("h3")!.TextContent, sum => sum.QuerySelector(".figure")!.TextContent);
        Assert.Equal(("1", "1", 2), (sums["Done"], sums["Settled by someone"], sums.Values.Sum(int.Parse)));
    }

    [Fact]
    public async Task A_viewer_is_not_told_to_do_what_only_others_may()
    {
        Access = Access with { Role = Role.Viewer };
        await ConfirmAsync();
        await Test.WriteAsync(Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.Held)));

        var page = Open<HomePage>();

        Assert.EndsWith("Nothing has left. Somebody who may send decides.", page.WaitForElement(".todo").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_follow_what_happens()
    {
        await ConfirmAsync();
        var page = Open<HomePage>();
        page.WaitForElement("a[aria-label='1 Queued, open in History']");

        await CarryAsync();

        page.WaitForElement("a[aria-label='1 Accepted, open in History']");
    }

    [Fact]
    public async Task A_refused_key_is_named()
    {
        await Test.WriteAsync(Team.Id, db => db.ApiKeys.ExecuteUpdateAsync(set => set.SetProperty(k => k.State, ApiKeyState.NeedsAttention).SetProperty(k => k.Trouble, "Unauthorized (401)")));

        var page = Open<HomePage>();

        Assert.Contains("The API key Sandbox does not work", page.WaitForElement(".todo").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_needs_review_is_counted_beside_the_heading_and_a_stop_comes_first()
    {
        await UnknownAsync();
        await ConfirmAsync();
        await Test.Get<TeamStops>().StopAsync(Access.Actor);

        var page = Open<HomePage>();

        Assert.Equal("need review: 1", page.WaitForElement("#attention .count").TextContent);
        Assert.Equal(["Stopped", "Unknown", "Held"], page.FindAll(".todo .state").Select(mark => mark.TextContent.Trim()));
        Assert.StartsWith($"{Account.Name} stopped sending at ", page.Find(".todo strong").TextContent, StringComparison.Ordinal);
    }
}
