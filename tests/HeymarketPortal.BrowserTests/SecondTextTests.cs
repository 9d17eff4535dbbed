using HeymarketPortal.Data;
using HeymarketPortal.Tests;
using Microsoft.EntityFrameworkCore;
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

    [Fact]
    public async Task A_send_is_seen_to_end_within_a_second_of_its_row_in_the_dialog_and_below_the_form()
    {
        await GoAsync($"{Team}/compose");
        await Page.ChooseSenderAsync();
        await Page.EvaluateAsync("""
            () => {
              window.seen = {};
              const look = () => {
                for (const [where, css] of [['dialog', '[aria-label="State of the send"]'], ['list', 'section.recent tr']])
                  if (!window.seen[where] && [...document.querySelectorAll(css)].some(part => part.textContent.includes('555 0173') && part.textContent.includes('Accepted')))
                    window.seen[where] = Date.now();
              };
              new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
            }
            """);

        await Page.SendAsync("+1 415 555 0173", "Watch me");
        await Expect(Page.FollowedState()).ToContainTextAsync("Accepted");
        await Page.WaitForFunctionAsync("() => window.seen.dialog && window.seen.list");

        var ended = await Portal.Get<Database>().ReadAsync(null, db =>
            db.Sends.IgnoreQueryFilters().Where(s => s.PhoneNumber == "14155550173").Select(s => s.StateAt).SingleAsync());
        foreach (var where in (string[])["dialog", "list"])
        {
            Assert.InRange(await Page.EvaluateAsync<long>($"() => window.seen.{where}") - ended.ToUnixTimeMilliseconds(), 0, 1_000);
        }
    }
}
