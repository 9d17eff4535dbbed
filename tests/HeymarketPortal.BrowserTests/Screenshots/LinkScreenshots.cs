using HeymarketPortal.Accounts;
using HeymarketPortal.Data;
using HeymarketPortal.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>What an administrator hands out, and what the invited may not open then.</summary>
public sealed class LinkScreenshots(BrowserRun run, FilledPortal portal) : FilledTest(run, portal)
{
    private const string Password = "copper-meadow-lantern-17";

    protected override bool SignedIn => false;

    [Fact]
    public async Task Invitation_and_what_is_not_for_a_viewer()
    {
        var path = PathOf(await Portal.Get<AccountLinks>().CreateInvitationAsync(Filled.Access.Actor, "vera@example.com", Role.Viewer));
        await GoAsync(path);
        await Page.TakeAsync("invitation", whole: true);
        await Page.Button("Accept invitation").ClickAsync();
        await Expect(Page.GetByLabel("Name")).ToHaveAttributeAsync("aria-invalid", "true");
        await Page.TakeAsync("invitation-problems", whole: true);
        await Page.GetByLabel("Name").FillAsync("Vera Lund");
        await Page.GetByLabel("Password").FillAsync(Password);
        await Page.Button("Accept invitation").ClickAsync();
        await Expect(Page.Title("Home")).ToBeVisibleAsync();
        await Page.TakeAsync("viewer-home", whole: true);

        Watch.Allow("403");
        Watch.Allow("404");
        await GoAsync($"{Team}/keys");
        await Page.TakeAsync("no-access", whole: true);
        await GoAsync("/t/no-such-team");
        await Page.TakeAsync("no-such-team", whole: true);
        await GoAsync(PathOf(await Portal.Get<AccountLinks>().CreateInvitationAsync(Filled.Access.Actor, "otto@example.com", Role.Texter)));
        await Page.TakeAsync("invitation-of-somebody-else", whole: true);
        await GoAsync(path);
        await Page.TakeAsync("link-gone", whole: true);
    }

    [Fact]
    public async Task Invitation_of_somebody_with_an_account()
    {
        var owner = await Portal.Get<AccountLinks>().CreateInvitationAsync(Filled.Access.AccountId, "noor@example.com");
        await GoAsync(PathOf(owner));
        await Page.TakeAsync("invitation-to-the-portal", whole: true);
        await Page.GetByLabel("Name").FillAsync("Noor Haddad");
        await Page.GetByLabel("Password").FillAsync(Password);
        await Page.Button("Accept invitation").ClickAsync();
        await Expect(Page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/account/"));
        var second = PathOf(await Portal.Get<AccountLinks>().CreateInvitationAsync(Filled.Access.Actor, "noor@example.com", Role.Texter));
        await GoAsync(second);
        await Page.TakeAsync("invitation-to-join", whole: true);
        await Context.ClearCookiesAsync();
        await GoAsync(second);
        await Page.TakeAsync("invitation-sign-in-first", whole: true);
    }

    [Fact]
    public async Task Reset()
    {
        await GoAsync(PathOf(await Portal.Get<AccountLinks>().CreateResetAsync(Filled.Access.AccountId, PortalHost.Email)));
        await Page.TakeAsync("reset", whole: true);
        await Page.GetByLabel("Password").FillAsync("short");
        await Page.Button("Set password").ClickAsync();
        await Expect(Page.GetByLabel("Password")).ToHaveAttributeAsync("aria-invalid", "true");
        await Page.TakeAsync("reset-problems", whole: true);
        await Page.GetByLabel("Password").FillAsync(Password);
        await Page.Button("Set password").ClickAsync();
        await Expect(Page.Title("Sign in")).ToBeVisibleAsync();
        await Page.TakeAsync("reset-done", whole: true);
    }

    private static string PathOf(LinkAnswer answer) => Assert.IsType<LinkAnswer.Made>(answer).Path;
}
