using HeymarketPortal.Pages.Compose;
using HeymarketPortal.Sending;
using HeymarketPortal.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>Whatever a person or a network does meanwhile: one confirmed send is one request.</summary>
public sealed class FaultTests(BrowserRun run, PortalHost portal) : PortalTest(run, portal), IClassFixture<PortalHost>
{
    private const string Compose = $"{Team}/compose";

    [Fact]
    public async Task A_send_whose_answer_is_cut_off_is_unknown_on_screen_and_was_requested_once()
    {
        await OpenComposeAsync();
        await Page.SendAsync("+1 415 555 0901", "Is it there?");
        await Expect(Page.FollowedState()).ToContainTextAsync("Unknown");
        await Expect(Page.FollowedState()).ToContainTextAsync("The text may have arrived. Do not send it again");
        await Page.OpenDialog().GetByRole(AriaRole.Button, new() { Name = "Close" }).First.ClickAsync();

        await GoAsync($"{Team}/outbox");
        await Expect(Page.GetByRole(AriaRole.Article, new() { Name = "Unknown, +1 415 555 0901" })).ToBeVisibleAsync();
        await GoAsync(Team);
        await Expect(Page.GetByText("1 text without an answer")).ToBeVisibleAsync();
        Assert.Single(await Witness.ReceivedAsync(Portal.Address, "0901"));
    }

    [Fact]
    public async Task A_text_that_Heymarket_does_not_have_is_found_absent_twice_and_sent_again_by_a_person()
    {
        var looks = Portal.Get<SendingOptions>().ReadBack;
        (looks.UnknownSeconds, looks.CertainSeconds, looks.AgainSeconds) = ([1, 2], 0.5, 1);
        try
        {
            await OpenComposeAsync();
            await Page.SendAsync("+1 415 555 0902", "Did you get it?");
            await Expect(Page.FollowedState()).ToContainTextAsync("Not at Heymarket");
            await GoAsync($"{Team}/outbox");
            var review = Page.GetByRole(AriaRole.Article, new() { Name = "Not at Heymarket, +1 415 555 0902" });
            Assert.Single(await Witness.ReceivedAsync(Portal.Address, "0902"));

            await review.GetByRole(AriaRole.Button, new() { Name = "Send again to +1 415 555 0902" }).ClickAsync();

            // That one was cut off, too: nothing but a person sends it a third time.
            await Expect(Page.GetByRole(AriaRole.Article, new() { Name = "Unknown, +1 415 555 0902" })).ToBeVisibleAsync();
            Assert.Equal(2, (await Witness.ReceivedAsync(Portal.Address, "0902")).Select(r => r.Body).Distinct().Count());
            await GoAsync($"{Team}/history?state=Closed");
            await Expect(Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Did you get it?" })).ToHaveCountAsync(1);
        }
        finally
        {
            var usual = new ReadBackOptions();
            (looks.UnknownSeconds, looks.CertainSeconds, looks.AgainSeconds) = (usual.UnknownSeconds, usual.CertainSeconds, usual.AgainSeconds);
        }
    }

    [Fact]
    public async Task A_double_click_on_Send_makes_one_request()
    {
        await OpenComposeAsync();
        await Page.FillSendAsync("+1 415 555 0161", "Once, please.");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await Page.OpenDialog().GetByRole(AriaRole.Button, new() { NameRegex = new("^Send to ") }).DblClickAsync();
        await InHistoryAsync("+1 415 555 0161", "Accepted");
        Assert.Single(await Witness.ReceivedAsync(Portal.Address, "0161"));
    }

    [Fact]
    public async Task Loading_the_page_again_while_a_text_is_on_its_way_sends_it_once()
    {
        await OpenComposeAsync();
        await Witness.SwitchAsync(Portal.Address, new { LatencyMs = 1500 });
        await Page.SendAsync("+1 415 555 0162", "Do not stop at me.");
        await Expect(Page.FollowedState()).ToContainTextAsync("Sending");
        await Page.ReloadAsync();
        await Expect(Page.Title("Compose")).ToBeVisibleAsync();
        await Witness.SwitchAsync(Portal.Address, new { LatencyMs = 0 });
        await InHistoryAsync("+1 415 555 0162", "Accepted");
        Assert.Single(await Witness.ReceivedAsync(Portal.Address, "0162"));
    }

    [Fact]
    public async Task A_lost_connection_comes_back_and_finds_the_text_sent_once()
    {
        IWebSocketRoute? socket = null;
        await Page.RouteWebSocketAsync("**/_blazor**", route =>
        {
            socket = route;
            route.ConnectToServer();
        });
        Watch.Allow("Connection disconnected");
        Watch.Allow("WebSocket closed");
        await OpenComposeAsync();
        await Witness.SwitchAsync(Portal.Address, new { LatencyMs = 1500 });
        await Page.SendAsync("+1 415 555 0163", "Through thick and thin.");
        await Expect(Page.FollowedState()).ToContainTextAsync("Sending");
        await socket!.CloseAsync(new() { Code = 3001, Reason = "cut" });
        await Expect(Page.FollowedState()).ToContainTextAsync("Accepted");
        await Witness.SwitchAsync(Portal.Address, new { LatencyMs = 0 });
        Assert.Single(await Witness.ReceivedAsync(Portal.Address, "0163"));
    }

    [Fact]
    public async Task A_paste_longer_than_any_text_is_cut_and_the_page_goes_on()
    {
        await OpenComposeAsync();
        foreach (var field in (string[])["Message", "Media URL", "Phone number"])
        {
            var typed = Page.GetByRole(AriaRole.Textbox, new() { Name = field });
            await typed.FocusAsync();
            // Three bytes a character: the hub takes 32 KB at once.
            await Page.Keyboard.InsertTextAsync(new string('€', 40_000));
            await Expect(typed).ToHaveJSPropertyAsync("value.length", ComposeForm.LongestPaste);
            await typed.FillAsync("");
        }
        await Page.SendAsync("+1 415 555 0164", "Short again.");
        await Expect(Page.FollowedState()).ToContainTextAsync("Accepted");
    }

    private async Task OpenComposeAsync()
    {
        await GoAsync(Compose);
        await Page.ChooseSenderAsync();
    }

    private async Task InHistoryAsync(string number, string state)
    {
        await GoAsync($"{Team}/history");
        var rows = Page.GetByRole(AriaRole.Row).Filter(new() { HasText = number });
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows).ToContainTextAsync(state);
    }
}
