using System.Text.RegularExpressions;
using HeymarketPortal.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>Nothing here touches a mouse: keys alone, and the focus is always seen.</summary>
public sealed class KeyboardTests(BrowserRun run, KindsPortal portal) : PortalTest(run, portal), IClassFixture<KindsPortal>
{
    protected override bool SignedIn => false;

    [Fact]
    public async Task From_sign_in_to_a_sent_text_and_its_history_with_the_keyboard_alone()
    {
        await SignInAsync();
        await SkipToContentAsync();
        await SendAsync();
        await FindAsync();
        await SignOutAsync();
    }

    [Fact]
    public async Task From_sign_in_to_a_list_sent_with_the_keyboard_alone()
    {
        await SignInAsync();
        await Page.KeysAsync("c");
        await Expect(Page.Title("Compose")).ToBeVisibleAsync();
        await ChooseSenderAsync();
        await Page.TabToAsync(Page.Tab("Individual"), "Shift+Tab");
        await Page.KeysAsync("ArrowRight", "ArrowRight");
        await Expect(Page.Tab("List")).ToBeFocusedAsync();

        var list = Page.GetByLabel("List", new() { Exact = true });
        await Expect(list.GetByRole(AriaRole.Option, new() { NameRegex = new("^April Reminders") })).ToHaveCountAsync(1);
        await Page.TabToAsync(list);
        await Page.Keyboard.TypeAsync("April");
        await Page.TabToAsync(Page.Message());
        await Page.Keyboard.TypeAsync("The clinic closes early today");
        await Page.KeysAsync("Control+Enter");

        // The dialog begins where the list's name is typed; without it nothing can be sent.
        var name = Page.OpenDialog().GetByLabel("List name");
        var send = Page.OpenDialog().GetByRole(AriaRole.Button, new() { Name = "Send to April Reminders" });
        await Expect(name).ToBeFocusedAsync();
        await Expect(send).ToBeDisabledAsync();
        await Page.Keyboard.TypeAsync("april reminders");
        await Expect(name).ToHaveValueAsync("april reminders");
        await Expect(send).ToBeEnabledAsync();
        await Page.KeysAsync("Control+Enter");
        await Expect(Page.FollowedState()).ToContainTextAsync("Accepted");
        await Expect(Page.Button("Send another")).ToBeFocusedAsync();
        Assert.Single(await Witness.ReceivedAsync(Portal.Address, ""), received => received.Target.StartsWith("list ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dialogs_and_menus_close_with_Escape_and_give_the_focus_back_to_their_opener()
    {
        await SignInAsync();
        var shortcuts = Page.Button("Keyboard shortcuts");
        await Page.TabToAsync(shortcuts);
        await Page.KeysAsync("Enter");
        await Expect(Page.OpenDialog().Locator(":focus")).ToHaveCountAsync(1);
        await Page.KeysAsync("Escape");
        await Expect(Page.OpenDialog()).ToHaveCountAsync(0);
        await Expect(shortcuts).ToBeFocusedAsync();

        var theme = Page.Button("Theme");
        await Page.TabToAsync(theme, "Shift+Tab");
        var before = await Page.Locator("html").GetAttributeAsync("data-theme");
        await Page.KeysAsync("Enter");
        await Expect(Page.Locator("html")).Not.ToHaveAttributeAsync("data-theme", before!);

        foreach (var opener in (ILocator[])[AccountMenu, TeamMenu])
        {
            await Page.TabToAsync(opener, "Shift+Tab");
            await Page.KeysAsync("Enter");
            await Expect(Page.GetByRole(AriaRole.Menuitem).First).ToBeFocusedAsync();
            await Page.KeysAsync("Escape");
            await Expect(Page.GetByRole(AriaRole.Menuitem)).ToHaveCountAsync(0);
            await Expect(opener).ToBeFocusedAsync();
        }
    }

    [Fact]
    public async Task Letter_shortcuts_stay_out_of_fields_and_can_be_switched_off()
    {
        await SignInAsync();
        await Page.KeysAsync("c");
        await Expect(Page.Title("Compose")).ToBeVisibleAsync();
        var message = Page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true });
        await Page.TabToAsync(message);
        await Page.Keyboard.TypeAsync("c g h ? /");
        await Expect(message).ToHaveValueAsync("c g h ? /");
        await Expect(Page).ToHaveURLAsync(new Regex("/compose"));

        await GoAsync(Team);
        await Page.KeysAsync("?");
        await Page.TabToAsync(Page.GetByLabel("Letter shortcuts"));
        await Page.KeysAsync("Space", "Escape");
        await Expect(Page.OpenDialog()).ToHaveCountAsync(0);
        await Page.KeysAsync("c", "?");
        await Expect(Page.Title("Home")).ToBeVisibleAsync();
        await Expect(Page.OpenDialog()).ToHaveCountAsync(0);
    }

    private ILocator Navigation => Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" });
    private ILocator AccountMenu => Navigation.GetByRole(AriaRole.Button, new() { NameRegex = new("ada") });
    private ILocator TeamMenu => Navigation.GetByRole(AriaRole.Button, new() { NameRegex = new("Team") });

    private async Task SignInAsync()
    {
        await GoAsync("/account/login");
        await Page.TabToAsync(Page.GetByLabel("Email"));
        await Page.Keyboard.TypeAsync(PortalHost.Email);
        await Page.KeysAsync("Tab");
        await Page.Keyboard.TypeAsync(PortalHost.Password);
        await Page.KeysAsync("Enter");
        await Expect(Page.Title("Home")).ToBeVisibleAsync();
    }

    private async Task SkipToContentAsync()
    {
        // From the top of the page, as after loading it.
        await Page.ReloadAsync();
        await Expect(Page.Title("Home")).ToBeVisibleAsync();
        var skip = Page.Link("Skip to content");
        await Page.TabToAsync(skip, "Shift+Tab");
        await Expect(skip).ToBeInViewportAsync();
        await Page.KeysAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Main)).ToBeFocusedAsync();
    }

    private async Task ChooseSenderAsync()
    {
        await Page.TabToAsync(Page.GetByLabel("Inbox", new() { Exact = true }));
        await Page.Keyboard.TypeAsync("Front");
        var sender = Page.GetByLabel("Sender", new() { Exact = true });
        await Page.TabToAsync(sender);
        await Page.KeysAsync("ArrowDown");
        await Expect(sender).Not.ToHaveValueAsync("");
    }

    private async Task SendAsync()
    {
        await Page.KeysAsync("c");
        await Expect(Page.Title("Compose")).ToBeVisibleAsync();
        await ChooseSenderAsync();
        await Page.TabToAsync(Page.GetByRole(AriaRole.Textbox, new() { Name = "Phone number" }));
        await Page.Keyboard.TypeAsync("+1 415 555 0191");
        var message = Page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true });
        await Page.TabToAsync(message);
        await Page.Keyboard.TypeAsync("Typed, not clicked");
        await Page.KeysAsync("Control+Enter");
        var send = Page.OpenDialog().GetByRole(AriaRole.Button, new() { Name = "Send to +1 415 555 0191" });
        await Expect(send).ToBeFocusedAsync();

        // Escape goes back, and nothing is lost.
        await Page.KeysAsync("Escape");
        await Expect(Page.OpenDialog()).ToHaveCountAsync(0);
        await Expect(message).ToBeFocusedAsync();
        await Expect(message).ToHaveValueAsync("Typed, not clicked");
        await Page.KeysAsync("Control+Enter");
        await Expect(send).ToBeFocusedAsync();
        await Page.KeysAsync("Enter");
        await Expect(Page.FollowedState()).ToContainTextAsync("Accepted");
        await Expect(Page.Button("Send another")).ToBeFocusedAsync();
        await Page.KeysAsync("Escape");
        await Expect(Page.OpenDialog()).ToHaveCountAsync(0);
    }

    private async Task FindAsync()
    {
        await Page.TabToAsync(Page.GetByRole(AriaRole.Link, new() { Name = "Open in History" }));
        await Page.KeysAsync("g", "h");
        await Expect(Page.Title("History")).ToBeVisibleAsync();
        await Page.KeysAsync("/");
        await Expect(Page.GetByLabel("Search")).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("0191");
        await Page.KeysAsync("Enter");
        await Expect(Page).ToHaveURLAsync(new Regex("search=0191"));
        await Page.TabToAsync(Page.GetByRole(AriaRole.Link, new() { Name = "Open the text to +1 415 555 0191" }));
        await Page.KeysAsync("Enter");
        await Expect(Page).ToHaveURLAsync(new Regex("/history/[0-9]+$"));
        // The way to another page leads the focus to its heading; a key pressed before that is pressed on the page before.
        await Expect(Page.Title("History")).ToBeFocusedAsync();
        await Expect(Page.GetByRole(AriaRole.Main)).ToContainTextAsync("Typed, not clicked");
        Assert.Single(await Witness.ReceivedAsync(Portal.Address, "0191"));
    }

    private async Task SignOutAsync()
    {
        await Page.TabToAsync(AccountMenu);
        await Page.KeysAsync("Enter");
        var signOut = Page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" });
        await Expect(Page.GetByRole(AriaRole.Menuitem).First).ToBeFocusedAsync();
        await Page.KeysAsync("End");
        await Expect(signOut).ToBeFocusedAsync();
        await Page.KeysAsync("Enter");
        await Expect(Page.Title("Sign in")).ToBeVisibleAsync();
    }
}
