using AngleSharp.Dom;
using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Compose;
using HeymarketPortal.Pages.Outbox;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace HeymarketPortal.Tests.Pages;

/// <summary>The tab of what somebody gave a time: change it, let it go now, or take it back.</summary>
public class ScheduledTests : PageContext
{
    // The clock of the tests stands at 15:00 UTC on Monday 23 November; the team's shows 7:00.
    private DateTimeOffset Tomorrow => Test.Time.GetUtcNow().AddHours(26);

    [Fact]
    public void Nothing_scheduled_leads_to_Compose()
    {
        var page = Open<OutboxPage>("?tab=scheduled");

        Assert.Contains("Nothing is scheduled", page.WaitForElement(".empty").TextContent, StringComparison.Ordinal);
        Assert.Equal($"/t/{Team.Slug}/compose", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public async Task A_scheduled_text_shows_its_time_on_the_teams_clock_and_in_UTC_with_whom_it_reaches()
    {
        await StoreAsync(new SendForm { Kind = SendKind.List, ListId = "3310", Text = "See you in April" }, Tomorrow);

        var page = Open<OutboxPage>("?tab=scheduled");

        var cells = page.WaitForElements("table.grid tbody td").Select(cell => cell.TextContent).ToList();
        Assert.StartsWith("Tue 24 Nov, 09:00", cells[0], StringComparison.Ordinal);
        Assert.StartsWith("in 1 day", cells[1], StringComparison.Ordinal);
        Assert.StartsWith("17:00", cells[2], StringComparison.Ordinal);
        Assert.Equal("List: April Reminders", cells[3]);
        Assert.Equal(["See you in April", Account.Name], cells[4..6]);
        Assert.Equal("1", page.Find("#tab-scheduled .count").TextContent);
    }

    [Fact]
    public async Task What_only_waits_for_its_undo_is_waiting_and_not_scheduled()
    {
        var held = await StoreAsync(new SendForm { Kind = SendKind.Group, Numbers = ["15105550142", "15105550143"], Text = "Hello all" });
        var longest = await StoreAsync(Text("On the minute"), Test.Time.GetUtcNow().AddSeconds(SendingOptions.LongestHold));
        var later = await StoreAsync(Text("A moment longer"), Test.Time.GetUtcNow().AddSeconds(SendingOptions.LongestHold + 1));

        var view = await Test.Get<OutboxQueries>().ReadAsync(Team.Id);

        Assert.Equal((2, 1), (view.Waiting.Count, view.Scheduled.Count));
        Assert.Equal([held, longest], view.Waiting.Sends.Select(s => s.Id));
        Assert.Equal(later, Assert.Single(view.Scheduled.Sends).Id);
        var rows = await Test.ReadAsync(Team.Id, db => db.Sends.AsNoTracking().ToListAsync());
        Assert.All(rows, row => Assert.Equal(row.Id == later, ForLater.TimeGiven(row.CreatedAt, row.DueAt)));
    }

    [Fact]
    public async Task Undo_in_Waiting_stops_a_text_and_leads_to_its_draft()
    {
        await StoreAsync(new SendForm { Kind = SendKind.Group, Numbers = ["15105550142", "15105550143"], Text = "Hello all" });
        var page = Open<OutboxPage>("?tab=waiting");

        page.WaitForElement("button[aria-label='Undo the text to 2 people']").Click();

        var draft = Assert.Single(await WaitForDraftsAsync(page));
        Assert.Equal(["15105550142", "15105550143"], draft.Form.Numbers);
    }

    [Fact]
    public async Task Edit_leads_to_Compose_with_the_text_and_its_time()
    {
        var id = await StoreAsync(Text("See you"), Tomorrow);
        var page = Open<OutboxPage>("?tab=scheduled");

        var edit = page.WaitForElement("a[aria-label^='Edit the text']").GetAttribute("href");

        Assert.Equal($"/t/{Team.Slug}/compose?edit={id}", edit);
        var compose = Open<ComposePage>($"?edit={id}");
        Assert.Equal("See you", compose.WaitForElement("#message").GetAttribute("value"));
        Assert.Equal("2026-11-24T09:00", compose.Find("#at").GetAttribute("value")![..16]);
    }

    [Fact]
    public async Task Send_now_asks_first_and_then_lets_it_go()
    {
        var id = await StoreAsync(Text("See you"), Tomorrow);
        var dialogs = Render<MudDialogProvider>();
        var page = Open<OutboxPage>("?tab=scheduled");

        page.WaitForElement("button[aria-label^='Send now']").Click();
        var asked = dialogs.WaitForElement(".dialog-body").TextContent;
        Assert.Contains("Tue 24 Nov 2026, 09:00 America/Los_Angeles, 17:00 UTC", asked, StringComparison.Ordinal);
        Assert.Equal(SendState.Scheduled, (await SendAsync(id)).State);
        Does(dialogs, "Send now").Click();

        page.WaitForAssertion(() => Assert.Contains("is on its way", page.Find(".says").TextContent, StringComparison.Ordinal));
        Assert.Equal($"/t/{Team.Slug}/history/{id}", page.Find("#news").GetAttribute("href"));
        Assert.Empty(page.FindAll("table.grid"));
        await CarryAsync();
        Assert.Equal(SendState.Accepted, (await SendAsync(id)).State);
    }

    [Fact]
    public async Task Who_goes_back_from_Send_now_has_sent_nothing()
    {
        var id = await StoreAsync(Text("See you"), Tomorrow);
        var dialogs = Render<MudDialogProvider>();
        var page = Open<OutboxPage>("?tab=scheduled");

        page.WaitForElement("button[aria-label^='Send now']").Click();
        dialogs.WaitForElement("#ask-back").Click();

        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll(".dialog-body")));
        Assert.Equal(SendState.Scheduled, (await SendAsync(id)).State);
    }

    [Fact]
    public async Task Unschedule_stops_it_and_leads_to_the_draft_that_keeps_it()
    {
        var id = await StoreAsync(Text("See you"), Tomorrow);
        var page = Open<OutboxPage>("?tab=scheduled");

        page.WaitForElement("button[aria-label^='Unschedule']").Click();

        Assert.Equal("See you", Assert.Single(await WaitForDraftsAsync(page)).Form.Text);
        Assert.Equal(SendState.Cancelled, (await SendAsync(id)).State);
        Assert.Contains("Nothing is scheduled", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unschedule_that_comes_too_late_changes_nothing_and_says_so()
    {
        await StoreAsync(Text("See you"), Tomorrow);
        var page = Open<OutboxPage>("?tab=scheduled");
        var unschedule = page.WaitForElement("button[aria-label^='Unschedule']");
        await LeaveAsync();

        unschedule.Click();

        page.WaitForAssertion(() => Assert.Contains("Too late: it is being sent or has ended.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(await Test.Get<Drafts>().AllAsync(Access.Actor));
    }

    [Fact]
    public async Task Send_now_that_comes_too_late_says_so()
    {
        await StoreAsync(Text("See you"), Tomorrow);
        var dialogs = Render<MudDialogProvider>();
        var page = Open<OutboxPage>("?tab=scheduled");
        page.WaitForElement("button[aria-label^='Send now']").Click();
        dialogs.WaitForElement(".dialog-body");
        await LeaveAsync();

        Does(dialogs, "Send now").Click();

        page.WaitForAssertion(() => Assert.Contains("It has left or was cancelled meanwhile.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_somebody_else_schedules_appears_by_itself()
    {
        var page = Open<OutboxPage>("?tab=scheduled");
        page.WaitForElement(".empty");

        await StoreAsync(Text("See you"), Tomorrow);

        page.WaitForAssertion(() => Assert.Single(page.FindAll("table.grid tbody tr")));
    }

    [Fact]
    public async Task A_scheduled_text_of_another_team_is_not_shown()
    {
        await StoreAsync(Text("See you"), Tomorrow);
        var other = await Test.AddTeamAsync("bakery");

        Assert.Equal(0, (await Test.Get<OutboxQueries>().ReadAsync(other.Id)).Scheduled.Count);
    }

    private static SendForm Text(string text) => new() { PhoneNumber = "15105550142", Text = text };

    private static IElement Does(IRenderedComponent<MudDialogProvider> dialogs, string does) => dialogs.FindAll(".dialog-foot button").Single(button => button.TextContent == does);

    private Task<Send> SendAsync(long id) => Test.ReadAsync(Team.Id, db => db.Sends.AsNoTracking().SingleAsync(s => s.Id == id));

    // Behind the page's back, as between two of its readings.
    private Task<int> LeaveAsync() => Test.WriteAsync(Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.Sending)));

    private async Task<List<OpenDraft>> WaitForDraftsAsync(IRenderedComponent<OutboxPage> page)
    {
        page.WaitForAssertion(() => Assert.Contains("will not leave", page.Find(".says").TextContent, StringComparison.Ordinal));
        var drafts = await Test.Get<Drafts>().AllAsync(Access.Actor);
        Assert.Equal($"/t/{Team.Slug}/compose?draft={drafts[0].Id}", page.Find("#news").GetAttribute("href"));
        return drafts;
    }
}
