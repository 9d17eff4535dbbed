using HeymarketPortal.Tests;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>An account has a number of pages open at most; one more takes nothing from the others.</summary>
public sealed class OpenPagesTests(BrowserRun run) : PortalTest(run, null)
{
    protected override Task<PortalHost> OwnPortalAsync() => PortalHost.StartAsync(("Accounts:OpenPages", "2"));

    [Fact]
    public async Task One_page_too_many_says_so_the_others_go_on_and_a_closed_one_makes_room()
    {
        var second = await Context.NewPageAsync();
        var third = await Context.NewPageAsync();
        await GoAsync($"{Team}/compose");
        await second.OpenAsync($"{Team}/history");
        await third.OpenAsync($"{Team}/outbox");

        await Expect(third.Title("Too many pages open")).ToBeVisibleAsync();
        await Page.Message().FillAsync("Still here");
        await Expect(Page.GetByText("1 segment")).ToBeVisibleAsync();

        await second.GotoAsync("about:blank");
        // The closed page's goodbye may come after the next page's greeting.
        for (var tries = 0; tries < 10 && await third.Title("Too many pages open").IsVisibleAsync(); tries++)
        {
            await third.Button("Load it again").ClickAsync();
            await Expect(third.Title("Outbox").Or(third.Title("Too many pages open"))).ToBeVisibleAsync();
        }
        await Expect(third.Title("Outbox")).ToBeVisibleAsync();
    }
}
