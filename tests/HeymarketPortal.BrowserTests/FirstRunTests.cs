using HeymarketPortal.Accounts;
using HeymarketPortal.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

public sealed class FirstRunTests(BrowserRun run) : PortalTest(run, null)
{
    protected override bool SignedIn => false;

    protected override async Task<PortalHost> OwnPortalAsync()
    {
        var fresh = new FreshPortal("https://heymarket.invalid");
        await fresh.InitializeAsync();
        return fresh;
    }

    [Fact]
    public async Task The_first_run_page_says_what_is_wrong_and_axe_finds_nothing_on_it()
    {
        await GoAsync("/first-run");
        await Axe.LookAsync(Page);
        await GoAsync($"/first-run?code={Portal.Get<FirstRunCode>().Current}");
        await Axe.LookAsync(Page);

        await Page.GetByLabel("Name").FillAsync("Grace Hopper");
        await Page.GetByLabel("Email").FillAsync("grace");
        await Page.GetByLabel("Password").FillAsync("short");
        await Page.Button("Create administrator").ClickAsync();
        await Expect(Page.GetByLabel("Email")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(Page.GetByLabel("Email")).ToBeFocusedAsync();
        await Expect(Page.GetByLabel("Name")).ToHaveValueAsync("Grace Hopper");
        await Expect(Page.GetByLabel("Email")).ToHaveValueAsync("grace");
        await Axe.LookAsync(Page);
    }
}
