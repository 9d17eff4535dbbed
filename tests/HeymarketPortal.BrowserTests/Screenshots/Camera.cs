using System.Globalization;
using Microsoft.Playwright;

namespace HeymarketPortal.BrowserTests;

/// <summary>
/// Takes pictures for people to look at, into the folder that <c>PORTAL_SCREENSHOTS</c> names. These are no tests, so only compiled
/// when asked for: <c>PORTAL_SCREENSHOTS=FOLDER dotnet run --project tests/HeymarketPortal.BrowserTests -p:Screenshots=true -- -class "*Screenshots"</c>.
/// </summary>
internal static class Camera
{
    private const string Folder = "PORTAL_SCREENSHOTS";
    private static readonly int[] Widths = [390, 1280, 1920];

    /// <summary>What is on screen, in both themes and at each width; all three unless named.</summary>
    /// <param name="whole">The whole page, however long, instead of what a window shows of it.</param>
    public static async Task TakeAsync(this IPage page, string name, bool whole = false, params int[] widths)
    {
        var folder = Directory.CreateDirectory(Environment.GetEnvironmentVariable(Folder) ?? throw new InvalidOperationException($"{Folder} names no folder."));
        await page.SettleAsync();
        foreach (var theme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            foreach (var width in widths is [] ? Widths : widths)
            {
                await page.EmulateMediaAsync(new() { ColorScheme = theme });
                await page.SetViewportSizeAsync(width, width == 390 ? 844 : width == 1280 ? 800 : 1080);
                var file = string.Create(CultureInfo.InvariantCulture, $"{name}-{width}-{theme}.png").ToLowerInvariant();
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, file), FullPage = whole });
            }
        }
        await page.SetViewportSizeAsync(1280, 800);
    }
}
