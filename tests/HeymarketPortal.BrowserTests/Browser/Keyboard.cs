using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>Walks a page with the Tab key, and looks at each stop whether the focus can be seen.</summary>
internal static class Keyboard
{
    private const int Patience = 80;

    // An outline or a ring on what is focused, or on the label that stands for it.
    private const string FocusShows = """
        async () => {
          await new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)));
          const el = document.activeElement;
          // The stops with which MudBlazor keeps the focus in a dialog pass it on.
          if (!el || el === document.body || el.matches(".pointer-events-none")) return "";
          const shows = e => { const s = getComputedStyle(e); return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none"; };
          const box = (e => e.width > 0 && e.height > 0)(el.getBoundingClientRect());
          const label = el.closest("label");
          return (box && shows(el)) || (label && (shows(label) || [...label.children].some(shows))) ? "" : el.outerHTML.slice(0, 200);
        }
        """;

    /// <summary>Presses Tab until the focus is there.</summary>
    public static async Task TabToAsync(this IPage page, ILocator target, string key = "Tab")
    {
        await Expect(target).ToBeVisibleAsync();
        for (var stop = 0; stop < Patience; stop++)
        {
            if (await target.EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                return;
            }
            await page.Keyboard.PressAsync(key);
            Assert.Equal("", await page.EvaluateAsync<string>(FocusShows));
        }
        Assert.Fail($"{target} is not reached with {key}.");
    }

    public static async Task KeysAsync(this IPage page, params string[] keys)
    {
        foreach (var key in keys)
        {
            await page.Keyboard.PressAsync(key);
        }
    }
}
