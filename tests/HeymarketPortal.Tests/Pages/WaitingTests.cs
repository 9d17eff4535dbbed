using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Outbox;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace HeymarketPortal.Tests.Pages;

/// <summary>Where each waiting text stands, and what may be done about it.</summary>
public class WaitingTests : PageContext
{
    [Fact]
    public async Task Each_tells_its_state_when_it_was_due_its_position_and_when_it_should_leave()
    {
        await ConfirmAsync();
        var held = await ConfirmAsync("15105550143");
        await SetAsync(held, set => set.SetProperty(s => s.State, SendState.Held));
        await ConfirmAsync("15105550144");
        var sending = await ConfirmAsync("15105550145");
        await SetAsync(sending, set => set.SetProperty(s => s.State, SendState.Sending));

        var page = Open<OutboxPage>("?tab=waiting");

        page.WaitForAssertion(() => Assert.Equal(
            ["+1 510 555 0142 | Queued | 1 | Leaves now", "+1 510 555 0143 | Held |  | When it is let go", "+1 510 555 0144 | Queued | 2 | Leaves now", "+1 510 555 0145 | Sending |  | On its way"],
            page.FindAll("table[aria-label=Waiting] tbody tr").Select(row => string.Join(" | ", Words(row)))));
    }

    [Fact]
    public async Task What_was_held_for_long_waits_for_a_decision()
    {
        await SetAsync(await ConfirmAsync(), set => set.SetProperty(s => s.State, SendState.Held));
        Test.Time.Advance(TimeSpan.FromMinutes(31));

        var page = Open<OutboxPage>("?tab=waiting");

        page.WaitForAssertion(() => Assert.Equal("Waits for a decision", Words(page.Find("table[aria-label=Waiting] tbody tr")).Last()));
        Assert.Equal(["Send now", "Cancel"], page.FindAll("td.e button").Select(button => button.TextContent));
    }

    [Fact]
    public async Task Stop_all_holds_what_waits_with_one_press_and_offers_nothing_that_would_be_refused()
    {
        var id = await ConfirmAsync();
        var page = Open<OutboxPage>("?tab=waiting");
        Assert.Equal("Stop all", page.WaitForElement(".head button").TextContent);

        page.Find(".head button").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".head button")));
        Assert.Equal(SendState.Held, await Test.ReadAsync(Team.Id, db => db.Sends.Where(s => s.Id == id).Select(s => s.State).SingleAsync()));
        page.WaitForAssertion(() => Assert.Equal(["Cancel"], page.FindAll("td.e button").Select(button => button.TextContent)));
        Assert.NotNull(await Test.Get<TeamStops>().FindAsync(Team.Id));
    }

    [Fact]
    public async Task Whoever_may_not_stop_any_more_is_told()
    {
        var page = Open<OutboxPage>("?tab=waiting");
        page.WaitForElement(".head button");
        await Test.WriteAsync(Team.Id, db => db.Memberships.ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, Role.Viewer)));

        page.Find(".head button").Click();

        page.WaitForAssertion(() => Assert.Contains("You may not do this in this team any more.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Null(await Test.Get<TeamStops>().FindAsync(Team.Id));
    }

    [Fact]
    public async Task Another_team_s_queue_is_not_shown()
    {
        await ConfirmAsync();
        var bakery = await Test.AddTeamAsync("bakery");

        Assert.Equal(0, (await Test.Get<OutboxQueries>().ReadAsync(bakery.Id)).Waiting.Count);
    }

    private static IEnumerable<string> Words(AngleSharp.Dom.IElement row)
    {
        var cells = row.QuerySelectorAll("td");
        yield return cells[0].QuerySelector("a")!.TextContent;
        yield return cells[2].TextContent.Trim();
        yield return cells[4].TextContent.Trim();
        yield return string.Concat(cells[5].ChildNodes.Where(node => node is not AngleSharp.Dom.IElement { ClassName: "onphone" })
            .Where(node => node is not AngleSharp.Dom.IElement { NodeName: "SPAN" } element || element.GetAttribute("role") != "tooltip").Select(node => node.TextContent)).Trim();
    }

    private Task<int> SetAsync(long id, Action<UpdateSettersBuilder<Send>> set) =>
        Test.WriteAsync(Team.Id, db => db.Sends.Where(s => s.Id == id).ExecuteUpdateAsync(set));
}
