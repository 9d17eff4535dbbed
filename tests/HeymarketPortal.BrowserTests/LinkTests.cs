using HeymarketPortal.Accounts;
using HeymarketPortal.Data;
using HeymarketPortal.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>What an administrator hands out: an invitation, a reset link. And what its owner may not open then.</summary>
public sealed class LinkTests(BrowserRun run, FilledPortal portal) : FilledTest(run, portal)
{
    private const string Password = "copper-meadow-lantern-17";

    protected override bool SignedIn => false;

    [Fact]
    public async Task Who_accepts_an_invitation_as_a_viewer_reads_the_team_and_is_told_what_is_not_for_them()
    {
        await GoAsync(PathOf(await Portal.Get<AccountLinks>().CreateInvitationAsync(Filled.Access.Actor, "vera@example.com", Role.Viewer)));
        await Axe.LookAsync(Page);
        await Page.GetByLabel("Name").FillAsync("Vera Lund");
        await Page.GetByLabel("Password").FillAsync(Password);
        await Page.Button("Accept invitation").ClickAsync();
        await Expect(Page.Title("Home")).ToBeVisibleAsync();

        var menu = Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" });
        await Expect(menu.GetByRole(AriaRole.Link, new() { Name = "History" })).ToBeVisibleAsync();
        await Expect(menu.GetByRole(AriaRole.Link, new() { Name = "Compose" })).ToHaveCountAsync(0);
        await Expect(menu.GetByRole(AriaRole.Link, new() { Name = "API keys" })).ToHaveCountAsync(0);
        Watch.Allow("403");
        await GoAsync($"{Team}/compose");
        await Axe.LookAsync(Page);
        await Expect(Page.GetByLabel("Phone number")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_reset_link_sets_a_new_password()
    {
        await GoAsync(PathOf(await Portal.Get<AccountLinks>().CreateResetAsync(Filled.Access.AccountId, PortalHost.Email)));
        await Axe.LookAsync(Page);
        await Page.GetByLabel("Password").FillAsync(Password);
        await Page.Button("Set password").ClickAsync();
        await Expect(Page.Title("Sign in")).ToBeVisibleAsync();
        await Page.SignInAsync(PortalHost.Email, Password);
        await Expect(Page.Title("Home")).ToBeVisibleAsync();
    }

    private static string PathOf(LinkAnswer answer) => Assert.IsType<LinkAnswer.Made>(answer).Path;
}
