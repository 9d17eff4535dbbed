using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>What people do on most pages, by the names that screens give.</summary>
internal static class PageActions
{
    /// <summary>Opens a page and waits until it is alive: its heading comes from the circuit, so it can be used.</summary>
    public static async Task OpenAsync(this IPage page, string path)
    {
        await page.GotoAsync(path);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
    }

    public static async Task SignInAsync(this IPage page, string email, string password)
    {
        await page.OpenAsync("/account/login");
        await page.GetByLabel("Email").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.Button("Sign in").ClickAsync();
        await Expect(page).Not.ToHaveURLAsync(new Regex("/account/login"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
    }

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
    public static ILocator Link(this IPage page, string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });
    public static ILocator Title(this IPage page, string name) => page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = name, Exact = true });
    public static ILocator Tab(this IPage page, string name) => page.GetByRole(AriaRole.Tab, new() { Name = name, Exact = true });
    public static ILocator Message(this IPage page) => page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true });
    public static ILocator OpenDialog(this IPage page) => page.GetByRole(AriaRole.Dialog);

    /// <summary>The state's word inside the dialog that follows a send.</summary>
    public static ILocator FollowedState(this IPage page) => page.OpenDialog().GetByRole(AriaRole.Group, new() { Name = "State of the send" });

    /// <summary>On a fresh compose page: the first inbox and its first person.</summary>
    public static async Task ChooseSenderAsync(this IPage page)
    {
        await page.GetByLabel("Inbox", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByLabel("Sender", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Index = 1 });
    }

    public static async Task FillSendAsync(this IPage page, string number, string text)
    {
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Phone number" }).FillAsync(number);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true }).FillAsync(text);
    }

    /// <summary>From an open compose page to a confirmed send whose state is followed.</summary>
    public static async Task SendAsync(this IPage page, string number, string text)
    {
        await page.FillSendAsync(number, text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await page.OpenDialog().GetByRole(AriaRole.Button, new() { NameRegex = new("^Send to ") }).ClickAsync();
        await Expect(page.FollowedState()).ToBeVisibleAsync();
    }

    /// <summary>From the page Teams: a team that speaks to <c>Heymarket:BaseAddress</c>, with its key verified.</summary>
    public static async Task AddTeamAsync(this IPage page, string name, string slug, string key)
    {
        await Expect(page.Title("Teams")).ToBeVisibleAsync();
        await page.Button("New team").ClickAsync();
        await page.GetByLabel("Team name").FillAsync(name);
        await page.Button("Create team").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"/t/{slug}/keys$"));
        await Expect(page.Title("API keys")).ToBeVisibleAsync();
        await page.Button("Add API key").First.ClickAsync();
        await page.GetByLabel("Label").FillAsync("Main key");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "API key", Exact = true }).FillAsync(key);
        await page.Button("Verify and save").ClickAsync();
        await Expect(page.GetByText("In use").First).ToBeVisibleAsync();
        await Expect(page.GetByText(key[^4..]).First).ToBeVisibleAsync();
    }
}
