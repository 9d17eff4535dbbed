using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace HeymarketPortal.BrowserTests;

/// <summary>axe with the rules of WCAG 2.0, 2.1 and 2.2, levels A and AA.</summary>
internal static class Axe
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"] },
    };

    private static readonly (ColorScheme Theme, int Width, int Height)[] Looks =
        [(ColorScheme.Light, 1280, 800), (ColorScheme.Dark, 1280, 800), (ColorScheme.Dark, 390, 844), (ColorScheme.Light, 390, 844)];

    /// <summary>Looks at what is on screen in both themes, at the desk and on a phone.</summary>
    public static async Task LookAsync(IPage page, bool phone = true, bool desk = true)
    {
        var before = page.ViewportSize!;
        await page.SettleAsync();
        foreach (var (theme, width, height) in Looks.Where(look => look.Width == 390 ? phone : desk))
        {
            await page.SetViewportSizeAsync(width, height);
            await page.EmulateMediaAsync(new() { ColorScheme = theme });
            var found = await page.RunAxe(Rules);
            Assert.True(found.Violations is [], string.Join('\n', found.Violations.Select(v =>
                $"{theme} {width}: {v.Id}, {v.Help}\n{string.Join('\n', v.Nodes.Take(5).Select(n => n.Html))}")));
        }
        await page.SetViewportSizeAsync(before.Width, before.Height);
    }

    /// <summary>Waits for the fonts and stops everything that moves.</summary>
    public static async Task SettleAsync(this IPage page)
    {
        await page.EvaluateAsync("() => document.fonts.ready.then(() => true)");
        await page.AddStyleTagAsync(new() { Content = "*, *::before, *::after { animation: none !important; transition: none !important; }" });
    }
}
