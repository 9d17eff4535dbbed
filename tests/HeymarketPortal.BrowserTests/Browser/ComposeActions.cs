using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>What people do on the compose page, by the names that screens give.</summary>
internal static class ComposeActions
{
    /// <summary>Turns to the tab of a kind and waits until its draft is named in the address.</summary>
    public static async Task TurnAsync(this IPage page, string kind)
    {
        await page.Tab(kind).ClickAsync();
        await Expect(page.Tab(kind)).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(page).ToHaveURLAsync(new Regex("draft="));
    }

    /// <summary>Chooses what begins with a name, once it was read from Heymarket.</summary>
    public static async Task ChooseAsync(this IPage page, string label, string name)
    {
        var select = page.GetByLabel(label, new() { Exact = true });
        var value = await select.GetByRole(AriaRole.Option, new() { NameRegex = new($"^{name}") }).GetAttributeAsync("value");
        await select.SelectOptionAsync(value!);
    }

    public static Task ReviewAsync(this IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();

    public static ILocator SendButton(this IPage page, string words) => page.OpenDialog().GetByRole(AriaRole.Button, new() { Name = words, Exact = true });

    /// <summary>Pastes as people do, with the clipboard and Ctrl V.</summary>
    public static async Task PasteAsync(this IPage page, ILocator into, string text)
    {
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await into.FocusAsync();
        await page.EvaluateAsync("text => navigator.clipboard.writeText(text)", text);
        await page.Keyboard.PressAsync("Control+V");
    }
}
