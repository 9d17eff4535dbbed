using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace HeymarketPortal.BrowserTests;

/// <summary>axe with the rules of WCAG 2.0, 2.1 and 2.2, levels A and AA.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    private static readonly object Rules = new { type = "tag", values = new[] { "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa" } };

    // The other theme changes colours and nothing else: the rest was looked at a moment ago.
    private static readonly object Colours = new { type = "rule", values = new[] { "color-contrast" } };

    private static readonly (ColorScheme Theme, int Width, int Height)[] Looks =
        [(ColorScheme.Light, 1280, 800), (ColorScheme.Dark, 1280, 800), (ColorScheme.Dark, 390, 844), (ColorScheme.Light, 390, 844)];

    /// <summary>Looks at what is on screen in both themes, at the desk and on a phone.</summary>
    public static async Task LookAsync(IPage page, bool phone = true, bool desk = true)
    {
        var before = page.ViewportSize!;
        await page.SettleAsync();
        if (!await page.EvaluateAsync<bool>("() => typeof axe === 'object'"))
        {
            await page.EvaluateAsync(Script);
        }
        var seen = 0;
        foreach (var (theme, width, height) in Looks.Where(look => look.Width == 390 ? phone : desk))
        {
            await page.SetViewportSizeAsync(width, height);
            await page.EmulateMediaAsync(new() { ColorScheme = theme });
            var found = await FindAsync(page, seen == width ? Colours : Rules);
            seen = width;
            Assert.True(found is [], string.Join('\n', found.Select(one => $"{theme} {width}: {one}")));
        }
        await page.SetViewportSizeAsync(before.Width, before.Height);
    }

    /// <summary>Waits for the fonts and stops everything that moves.</summary>
    public static async Task SettleAsync(this IPage page)
    {
        await page.EvaluateAsync("() => document.fonts.ready.then(() => true)");
        await page.AddStyleTagAsync(new() { Content = "*, *::before, *::after { animation: none !important; transition: none !important; }" });
    }

    // Only what is wrong is brought back: a list of all that is right would be many times as long as the page.
    private static Task<string[]> FindAsync(IPage page, object only) => page.EvaluateAsync<string[]>("""
        async only => {
            const found = await axe.run(document, { runOnly: only, resultTypes: ["violations"] });
            if (found.violations.length + found.passes.length + found.inapplicable.length === 0) throw new Error("axe looked at nothing");
            return found.violations.map(v => [`${v.id}, ${v.help}`, ...v.nodes.slice(0, 5).map(n => n.html)].join("\n"));
        }
        """, only);
}
