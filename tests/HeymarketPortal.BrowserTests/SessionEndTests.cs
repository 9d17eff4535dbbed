using System.Text.RegularExpressions;
using HeymarketPortal.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>A session in which nobody does anything ends, and says so before; nothing that was typed is lost with it.</summary>
public sealed class SessionEndTests(BrowserRun run) : PortalTest(run, null)
{
    // Shorter than the warning comes before the end: it stands from the beginning.
    protected override Task<PortalHost> OwnPortalAsync() => PortalHost.StartAsync(("Accounts:IdleSeconds", "15"), ("Accounts:CheckSeconds", "1"));

    [Fact]
    public async Task A_warning_comes_before_the_end_activity_puts_it_off_and_signing_in_leads_back_to_the_draft()
    {
        await GoAsync($"{Team}/compose");
        await Expect(Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "You will be signed out at" })).ToBeVisibleAsync();
        await Expect(Page.Button("Stay signed in")).ToBeVisibleAsync();

        // Longer than a session lasts when nobody is there.
        await Page.Message().PressSequentiallyAsync("Typed without haste", new() { Delay = 900 });
        await Expect(Page).ToHaveURLAsync(new Regex("/compose"));
        await Expect(Page.Message()).ToHaveValueAsync("Typed without haste");

        await Expect(Page).ToHaveURLAsync(new Regex("/account/login\\?returnUrl="), new() { Timeout = 30_000 });
        await Page.GetByLabel("Email").FillAsync(PortalHost.Email);
        await Page.GetByLabel("Password").FillAsync(PortalHost.Password);
        await Page.Button("Sign in").ClickAsync();

        await Expect(Page.Message()).ToHaveValueAsync("Typed without haste");
    }

    [Fact]
    public async Task A_page_whose_browser_signed_out_elsewhere_is_led_to_sign_in_and_sends_nothing()
    {
        await GoAsync($"{Team}/compose");
        await Page.ChooseSenderAsync();
        await Page.FillSendAsync("+1 415 555 0131", "Not sent");
        await Page.Button("Review").ClickAsync();
        await Expect(Page.OpenDialog()).ToBeVisibleAsync();
        var other = await Context.NewPageAsync();
        await other.OpenAsync("/account/manage");

        await other.Button("Sign out").ClickAsync();

        await Expect(Page).ToHaveURLAsync(new Regex("/account/login"));
        Assert.Empty(await Witness.ReceivedAsync(Portal.Address, "0131"));
    }
}
