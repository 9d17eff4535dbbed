using System.Globalization;
using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>What leaves later, what is taken back before it leaves, and what would leave twice.</summary>
public sealed class ScheduleTests(BrowserRun run, KindsPortal portal) : PortalTest(run, portal), IClassFixture<KindsPortal>
{
    [Fact]
    public async Task A_scheduled_text_goes_out_at_its_minute_and_one_unscheduled_never()
    {
        var wall = (await portal.WallAsync()).AddMinutes(3);
        var minute = wall.AddSeconds(-wall.Second).AddMilliseconds(-wall.Millisecond);
        await ScheduleAsync("+1 415 555 0165", "At its minute", minute);
        await ScheduleAsync("+1 415 555 0166", "Never", minute);
        await GoAsync($"{Team}/outbox?tab=scheduled");
        await Page.Button("Unschedule the text to +1 415 555 0166").ClickAsync();
        await Expect(Page.GetByText("The text to +1 415 555 0166 will not leave")).ToBeVisibleAsync();

        // Two seconds before its minute, with a sweep every two seconds: too early is noticed.
        portal.Clock.Advance(minute.AddSeconds(-2) - await portal.WallAsync());
        await GoAsync($"{Team}/history?search=0165");
        var row = Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "+1 415 555 0165" });
        await Expect(row).ToContainTextAsync("Accepted");

        Assert.Equal("At its minute", Assert.Single(await Witness.ReceivedAsync(Portal.Address, "0165")).Text);
        Assert.Empty(await Witness.ReceivedAsync(Portal.Address, "0166"));
        var (due, left) = await Portal.Get<Database>().ReadAsync(null, async db =>
        {
            var send = await db.Sends.IgnoreQueryFilters().SingleAsync(s => s.PhoneNumber == "14155550165");
            return (send.DueAt, (await db.AttemptRows.IgnoreQueryFilters().SingleAsync(a => a.SendId == send.Id)).StartedAt);
        });
        Assert.Equal(0, due.Second);
        Assert.InRange((left - due).TotalSeconds, 0, 30);
        Assert.Equal(SendState.Cancelled, await Portal.Get<Database>().ReadAsync(null, db =>
            db.Sends.IgnoreQueryFilters().Where(s => s.PhoneNumber == "14155550166").Select(s => s.State).SingleAsync()));
    }

    [Fact]
    public async Task Undo_takes_a_list_back_and_gives_its_form_again()
    {
        await portal.HoldAsync(60);
        await GoAsync($"{Team}/compose?kind=list");
        await Page.ChooseSenderAsync();
        await Page.ChooseAsync("List", "April Reminders");
        await Page.Message().FillAsync("Sent in a hurry");
        await Page.ReviewAsync();
        await Expect(Page.OpenDialog()).ToContainTextAsync("60 s after Send");
        await Page.OpenDialog().GetByLabel("List name").FillAsync("April Reminders");
        await Page.SendButton("Send to April Reminders").ClickAsync();
        await Expect(Page.FollowedState()).ToContainTextAsync("Leaves in");

        await Page.OpenDialog().GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

        await Expect(Page.OpenDialog()).ToHaveCountAsync(0);
        await Expect(Page.Message()).ToHaveValueAsync("Sent in a hurry");
        await Expect(Page.GetByLabel("List", new() { Exact = true }).Locator("option:checked")).ToContainTextAsync("April Reminders");
        // Its window passes, and nothing has left.
        portal.Clock.Advance(TimeSpan.FromSeconds(70));
        await portal.HoldAsync(null);
        await GoAsync($"{Team}/history?search=hurry");
        await Expect(Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Sent in a hurry" })).ToContainTextAsync("Cancelled");
        Assert.DoesNotContain(await Witness.ReceivedAsync(Portal.Address, ""), received => received.Text == "Sent in a hurry");
    }

    [Fact]
    public async Task The_same_text_to_the_same_number_stops_until_it_is_meant()
    {
        await GoAsync($"{Team}/compose");
        await Page.ChooseSenderAsync();
        await Page.SendAsync("+1 415 555 0167", "Are you there?");
        await Expect(Page.FollowedState()).ToContainTextAsync("Accepted");
        await Page.Button("Send another").ClickAsync();
        await Expect(Page.OpenDialog()).ToHaveCountAsync(0);
        await Page.FillSendAsync("+1 415 555 0167", "Are you there?");
        await Page.ReviewAsync();

        await Expect(Page.OpenDialog().GetByRole(AriaRole.Group, new() { Name = "The same message, the same recipient" })).ToContainTextAsync("sent it on");
        var send = Page.SendButton("Send to +1 415 555 0167");
        await Expect(send).ToBeDisabledAsync();
        Assert.Single(await Witness.ReceivedAsync(Portal.Address, "0167"));
        await Page.OpenDialog().GetByLabel("Send it again").CheckAsync();
        await send.ClickAsync();
        await Expect(Page.FollowedState()).ToContainTextAsync("Accepted");
        Assert.Equal(2, (await Witness.ReceivedAsync(Portal.Address, "0167")).Count);
    }

    private async Task ScheduleAsync(string number, string text, DateTime at)
    {
        await GoAsync($"{Team}/compose");
        await Page.ChooseSenderAsync();
        await Page.FillSendAsync(number, text);
        await Page.GetByLabel("Send at").FillAsync(at.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
        await Page.ReviewAsync();
        await Page.SendButton($"Schedule for {number}").ClickAsync();
        await Expect(Page.FollowedState()).ToContainTextAsync("Scheduled");
    }
}
