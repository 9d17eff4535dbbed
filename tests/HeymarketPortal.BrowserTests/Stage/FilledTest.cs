using Microsoft.Playwright;

namespace HeymarketPortal.BrowserTests;

/// <summary>A test that looks at pages of the filled portal.</summary>
public abstract class FilledTest(BrowserRun run, FilledPortal portal) : PortalTest(run, portal), IClassFixture<FilledPortal>
{
    protected FilledPortal Filled => portal;

    /// <summary>Opens the page of a route, signed in or not as it wants.</summary>
    protected async Task<IPage> OpenRouteAsync(string route)
    {
        var page = Page;
        if (PortalPages.IsRefused(route))
        {
            Watch.Allow("404");
        }
        if (PortalPages.IsAnonymous(route))
        {
            await Context.ClearCookiesAsync();
        }
        await page.OpenAsync(PortalPages.AddressOf(route, portal));
        await page.SettleAsync();
        return page;
    }
}
