using HeymarketPortal.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

public sealed class HostileDataTests(BrowserRun run) : PortalTest(run, null)
{
    protected override Task<PortalHost> OwnPortalAsync() => PortalHost.StartAsync(("Sandbox:HostileNames", "true"));

    [Theory]
    [InlineData("inboxes")]
    [InlineData("people")]
    [InlineData("lists")]
    [InlineData("templates")]
    [InlineData("surveys")]
    [InlineData("compose")]
    public async Task Markup_in_names_from_Heymarket_is_text(string page)
    {
        await GoAsync($"{Team}/{page}");
        var main = Page.GetByRole(AriaRole.Main);
        await Expect(main).ToContainTextAsync("<script>alert(1)</script>");
        await Expect(main.Locator("script")).ToHaveCountAsync(0);
    }
}
