using System.Collections.Concurrent;
using HeymarketPortal.Tests;
using Microsoft.Playwright;

namespace HeymarketPortal.BrowserTests;

/// <summary>Signs in once for each portal; the tests that are not about signing in share that session.</summary>
internal static class Sessions
{
    private static readonly ConcurrentDictionary<Uri, Task<string>> States = new();

    public static Task<string> OfAsync(IBrowser browser, Uri portal) => States.GetOrAdd(portal, _ => SignInAsync(browser, portal));

    private static async Task<string> SignInAsync(IBrowser browser, Uri portal)
    {
        await using var context = await browser.NewContextAsync(new() { BaseURL = portal.ToString() });
        var page = await context.NewPageAsync();
        await page.SignInAsync(PortalHost.Email, PortalHost.Password);
        return await context.StorageStateAsync();
    }
}
