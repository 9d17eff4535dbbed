using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>No page, dialog, menu or drawer breaks a rule of WCAG 2.2 AA that axe can check, in both themes, at the desk and on a phone.</summary>
public sealed class AxeTests(BrowserRun run, FilledPortal portal) : FilledTest(run, portal)
{
    public static TheoryData<string> Routes => PortalPages.Routes;

    [Theory, MemberData(nameof(Routes))]
    public async Task Axe_finds_nothing_on_the_page(string route) => await Axe.LookAsync(await OpenRouteAsync(route));

    [Theory]
    [InlineData("outbox?tab=waiting")]
    [InlineData("outbox?tab=scheduled")]
    [InlineData("outbox?tab=drafts")]
    [InlineData("history?search=nothing-has-this")]
    [InlineData("lists?archived=yes&sort=-size")]
    [InlineData("templates?search=nothing-has-this")]
    [InlineData("compose?again=1")]
    public async Task Axe_finds_nothing_on_another_view_of_a_page(string view)
    {
        await GoAsync($"{Team}/{view}");
        await Axe.LookAsync(Page);
    }

    [Theory, MemberData(nameof(FilledPortal.Kinds), MemberType = typeof(FilledPortal))]
    public async Task Axe_finds_nothing_on_the_page_of_a_send_of_each_kind(string kind)
    {
        await GoAsync($"{Team}/history/{Filled.SendOf(kind)}");
        if (kind == "list")
        {
            await Page.GetByText("Numbers of the list").ClickAsync();
        }
        await Axe.LookAsync(Page);
    }

    [Theory]
    [InlineData(Team + "/outbox?tab=scheduled", "Send now to +1 415 555 0136", "Back")]
    [InlineData(Team + "/outbox?tab=drafts", "Delete the draft to +1 415 555 01", "Back")]
    [InlineData(Team + "/keys", "Add API key", "Verify and save")]
    [InlineData(Team + "/keys", "Revoke Sandbox key", "Back")]
    [InlineData(Team + "/members", "Invite member", "Create invitation link")]
    [InlineData("/admin/teams", "New team", "Create team")]
    [InlineData("/admin/accounts", "Invite", "Create invitation link")]
    public async Task Axe_finds_nothing_in_an_open_panel(string page, string opener, string inside)
    {
        await GoAsync(page);
        await Page.Button(opener).First.ClickAsync();
        await Expect(Page.Button(inside)).ToBeVisibleAsync();
        await Axe.LookAsync(Page);
    }

    [Theory]
    [InlineData("inboxes", "Front Desk")]
    [InlineData("people", "Dana Lee")]
    [InlineData("lists", "Everyone since 2019")]
    [InlineData("templates", "Directions")]
    [InlineData("surveys", "Waiting time")]
    public async Task Axe_finds_nothing_beside_the_details_of_a_row(string page, string row)
    {
        await GoAsync($"{Team}/{page}");
        await Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = row }).Or(
            Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = row })).First.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Copy ID" }).First).ToBeVisibleAsync();
        await Axe.LookAsync(Page);
    }

    [Fact]
    public async Task Axe_finds_nothing_above_the_pages_of_a_team_that_was_stopped_nor_before_it_goes_on()
    {
        await GoAsync($"{Team}/outbox");
        await Page.GetByText("All evidence").ClickAsync();
        await Page.Button("Stop all").ClickAsync();
        await Expect(Page.Button("Resume")).ToBeVisibleAsync();
        await Axe.LookAsync(Page);
        await Page.Button("Resume").ClickAsync();
        await Expect(Page.OpenDialog()).ToBeVisibleAsync();
        await Axe.LookAsync(Page);
        // Not resumed by the click: what is held stays so for the other pages.
        await Filled.GoOnAsync();
    }

    [Fact]
    public async Task Axe_finds_nothing_in_the_review_dialog_before_and_after_the_click()
    {
        await GoAsync($"{Team}/compose");
        await Page.ChooseSenderAsync();
        await Page.FillSendAsync("+1 415 555 0151", "A reminder of tomorrow");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await Page.OpenDialog().GetByText("Show request").ClickAsync();
        await Page.OpenDialog().GetByText("Details").ClickAsync();
        await Axe.LookAsync(Page);

        await Page.OpenDialog().GetByRole(AriaRole.Button, new() { NameRegex = new("^Send to ") }).ClickAsync();
        await Expect(Page.FollowedState()).ToContainTextAsync("Accepted");
        await Axe.LookAsync(Page);
    }

    [Fact]
    public async Task Axe_finds_nothing_beside_problems_of_a_form()
    {
        await GoAsync($"{Team}/compose");
        await Page.FillSendAsync("call me", "");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Group, new() { NameRegex = new("problems$") })).ToBeFocusedAsync();
        await Axe.LookAsync(Page);
    }

    [Fact]
    public async Task Axe_finds_nothing_in_the_shortcuts_dialog()
    {
        await GoAsync(Team);
        await Page.Button("Keyboard shortcuts").ClickAsync();
        await Expect(Page.OpenDialog()).ToBeVisibleAsync();
        await Axe.LookAsync(Page);
    }

    [Fact]
    public async Task Axe_finds_nothing_in_the_open_drawer_of_a_phone()
    {
        await Page.SetViewportSizeAsync(390, 844);
        await GoAsync(Team);
        await Page.Button("Open navigation").ClickAsync();
        await Expect(Page.Button("Close navigation")).ToBeFocusedAsync();
        await Axe.LookAsync(Page, desk: false);
    }

    [Theory]
    [InlineData("Team")]
    [InlineData("ada")]
    public async Task Axe_finds_nothing_in_an_open_menu(string opener)
    {
        await GoAsync(Team);
        await Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Button, new() { NameRegex = new(opener) }).First.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Menuitem).First).ToBeVisibleAsync();
        await Axe.LookAsync(Page, phone: false);
    }
}
