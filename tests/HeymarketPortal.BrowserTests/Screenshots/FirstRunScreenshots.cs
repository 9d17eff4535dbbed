using HeymarketPortal.Accounts;
using HeymarketPortal.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>A portal that has no account yet.</summary>
public sealed class FirstRunScreenshots(BrowserRun run) : PortalTest(run, null)
{
    protected override bool SignedIn => false;

    protected override async Task<PortalHost> OwnPortalAsync()
    {
        var fresh = new FreshPortal("https://heymarket.invalid");
        await fresh.InitializeAsync();
        return fresh;
    }

    [Fact]
    public async Task First_run()
    {
        await GoAsync("/first-run");
        await Page.TakeAsync("first-run-without-code", whole: true);
        await GoAsync($"/first-run?code={Portal.Get<FirstRunCode>().Current}");
        await Page.TakeAsync("first-run", whole: true);
        await Page.GetByLabel("Name").FillAsync("Grace Hopper");
        await Page.GetByLabel("Email").FillAsync("grace");
        await Page.GetByLabel("Password").FillAsync("short");
        await Page.Button("Create administrator").ClickAsync();
        await Expect(Page.GetByLabel("Email")).ToHaveAttributeAsync("aria-invalid", "true");
        await Page.TakeAsync("first-run-problems", whole: true);

        await Page.GetByLabel("Email").FillAsync("grace@example.com");
        await Page.GetByLabel("Password").FillAsync(PortalHost.Password);
        await Page.GetByLabel("Create a sandbox team").UncheckAsync();
        await Page.Button("Create administrator").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).Not.ToHaveTextAsync("Set up the portal");
        await Page.TakeAsync("no-team", whole: true);
        await GoAsync("/admin/teams");
        await Expect(Page.GetByText("No teams")).ToBeVisibleAsync();
        await Page.TakeAsync("teams-none", whole: true);
    }
}
