using HeymarketPortal.Teams;
using HeymarketPortal.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>What opens on a page, and pages of a team that cannot ask Heymarket.</summary>
public sealed class PanelScreenshots(BrowserRun run, FilledPortal portal) : FilledTest(run, portal)
{
    [Fact]
    public async Task Add_an_API_key()
    {
        await OpenAsync($"{Team}/keys", "Add API key", "Verify and save");
        await Page.TakeAsync("keys-add", whole: true);
        await Page.GetByText("API secret", new() { Exact = true }).First.ClickAsync();
        await Expect(Page.GetByLabel("Secret ID")).ToBeVisibleAsync();
        await Page.TakeAsync("keys-add-secret", whole: true);
        await Page.Button("Verify and save").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Group, new() { NameRegex = new("problems$") })).ToBeFocusedAsync();
        await Page.TakeAsync("keys-add-problems", whole: true);
    }

    [Fact]
    public async Task Revoke_an_API_key()
    {
        await OpenAsync($"{Team}/keys", "Revoke Sandbox key", "Back");
        await Page.TakeAsync("keys-revoke");
    }

    [Fact]
    public async Task Invite_a_member()
    {
        await OpenAsync($"{Team}/members", "Invite member", "Create invitation link");
        await Page.TakeAsync("members-invite", whole: true);
        await Page.GetByLabel("Email").FillAsync("noor@example.com");
        await Page.Button("Create invitation link").ClickAsync();
        await Expect(Page.GetByLabel("Invitation link")).ToBeVisibleAsync();
        await Page.TakeAsync("members-invited", whole: true);
    }

    [Fact]
    public async Task New_team()
    {
        await OpenAsync("/admin/teams", "New team", "Create team");
        await Page.GetByLabel("Team name").FillAsync("Twin Clinic");
        await Page.TakeAsync("teams-new", whole: true);
    }

    [Fact]
    public async Task Accounts_and_their_actions()
    {
        await OpenAsync("/admin/accounts", "Invite", "Create invitation link");
        await Page.TakeAsync("accounts-invite", whole: true);
        await Page.GetByLabel("Email").FillAsync("mira@example.com");
        await Page.Button("Create invitation link").ClickAsync();
        await Expect(Page.GetByLabel("Link", new() { Exact = true })).ToBeVisibleAsync();
        await Page.TakeAsync("accounts-invited", whole: true);
        foreach (var width in (int[])[390, 1280, 1920])
        {
            // A menu stands where its button was: it is opened anew at each width.
            await Page.SetViewportSizeAsync(width, 900);
            await GoAsync("/admin/accounts");
            await Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Actions for ") }).First.ClickAsync();
            await Expect(Page.GetByRole(AriaRole.Menuitem).First).ToBeVisibleAsync();
            await Page.TakeAsync("accounts-actions", widths: width);
        }
    }

    [Theory]
    [InlineData("inboxes", "Front Desk")]
    [InlineData("people", "Dana Lee")]
    public async Task Details_of_a_row(string page, string row)
    {
        await GoAsync($"{Team}/{page}");
        await Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = row }).First.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Copy ID" }).First).ToBeVisibleAsync();
        await Page.TakeAsync($"{page}-details", whole: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_team_that_cannot_ask_Heymarket(bool key)
    {
        var name = key ? "Far Away" : "Twin Clinic";
        var team = Assert.IsType<TeamAnswer.Done>(await Portal.Get<TeamDirectory>().CreateAsync(Filled.Access.AccountId, name, "America/Los_Angeles", sandbox: false));
        if (key)
        {
            Assert.IsType<ApiKeyAnswer.Added>(await Portal.Get<ApiKeys>().AddFromConsoleAsync(
                team.TeamId, new ApiKeyCredentials.Static("heymarket-key-for-pictures-0001"), "Front desk", new ApiKeyFacts("far", "Far Away")));
        }
        foreach (var page in (string[])["", "inboxes", "people", "compose", "outbox", "history", "keys", "members"])
        {
            await GoAsync($"/t/{team.Slug}/{page}");
            await Expect(Page.Locator("main .bone")).ToHaveCountAsync(0);
            await Page.TakeAsync($"{(key ? "unreachable" : "without-key")}-{(page.Length == 0 ? "home" : page)}", whole: true);
        }
    }

    [Fact]
    public async Task A_lost_connection()
    {
        await GoAsync(Team);
        foreach (var state in (string[])["show", "retrying", "failed", "paused", "resume-failed"])
        {
            await Page.EvaluateAsync("""
                state => {
                  const lost = document.getElementById("components-reconnect-modal");
                  lost.className = `lost components-reconnect-${state}`;
                  document.getElementById("components-seconds-to-next-attempt").textContent = "5";
                  if (!lost.open) lost.showModal();
                }
                """, state);
            await Page.TakeAsync($"lost-{state}");
        }
    }

    private async Task OpenAsync(string page, string opener, string inside)
    {
        await GoAsync(page);
        await Page.Button(opener).First.ClickAsync();
        await Expect(Page.Button(inside)).ToBeVisibleAsync();
    }
}
