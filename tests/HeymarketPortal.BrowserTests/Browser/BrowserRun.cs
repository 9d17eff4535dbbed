using HeymarketPortal.BrowserTests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(BrowserRun))]

namespace HeymarketPortal.BrowserTests;

/// <summary>The one browser of a run.</summary>
public sealed class BrowserRun : IAsyncLifetime
{
    private IPlaywright? _playwright;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // A machine that builds beside the tests is slow, not wrong.
        Assertions.SetDefaultExpectTimeout(20_000);
        var executable = await Chromium.FindAsync();
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = executable,
            Args =
            [
                "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
                "--disable-default-apps", "--disable-dev-shm-usage", "--force-color-profile=srgb", "--font-render-hinting=none",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }
        _playwright?.Dispose();
    }
}
