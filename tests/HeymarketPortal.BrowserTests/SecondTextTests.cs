using HeymarketPortal.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

public sealed class SecondTextTests(BrowserRun run, PortalHost portal) : PortalTest(run, portal), IClassFixture<PortalHost>
{
    [Fact]
    public async Task A_second_text_needs_a_number_a_message_and_two_keystrokes()
    {
        await GoAsync($"{Team}/compose");
        await Page.ChooseSenderAsync();
        await Page.SendAsync("+1 415 555 0171", "The first one");
        await Expect(Page.FollowedState()).ToContainTextAsync("Accepted");
        await Page.Button("Send another").ClickAsync();

        var number = Page.GetByRole(AriaRole.Textbox, new() { Name = "Phone number" });
        await Expect(Page.OpenDialog()).ToHaveCountAsync(0);
        await Expect(number).ToBeFocusedAsync();
        await Expect(number).ToHaveValueAsync("");
        await Page.Keyboard.TypeAsync("+1 415 555 0172");
        await Page.Keyboard.PressAsync("Tab");
        await Expect(Page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true })).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("The second one");
        await Page.Keyboard.PressAsync("Control+Enter");
        await Expect(Page.OpenDialog().GetByRole(AriaRole.Button, new() { Name = "Send to +1 415 555 0172" })).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.FollowedState()).ToContainTextAsync("Accepted");
        Assert.Equal("The second one", Assert.Single(await Witness.ReceivedAsync(Portal.Address, "0172")).Text);
    }
}
