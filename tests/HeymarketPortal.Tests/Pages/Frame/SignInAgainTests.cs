using AngleSharp.Dom;
using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Pages.Frame;

/// <summary>A browser left open asks to sign in again before anything that opens doors, and leads back.</summary>
public sealed class SignInAgainTests : FrameContext
{
    [Theory]
    [InlineData("Add API key")]
    [InlineData("Promote")]
    [InlineData("Revoke")]
    public async Task Before_an_API_key_is_touched(string button)
    {
        await Stage.AddKeyAsync("one");
        await Stage.AddKeyAsync("two");
        SignedInAt = Stage.Data.Time.GetUtcNow() - FreshSignIn.Lasts - TimeSpan.FromSeconds(1);
        var page = Open("/t/twin-clinic/keys", Stage.Ada);
        page.WaitForElement("tbody tr");

        await PressAsync(page, b => b.TextContent.Trim() == button);
        page.WaitForElement("#again-back");
        Assert.Empty(page.FindAll("#add"));
        await PressAsync(page, b => b.TextContent.Trim() == "Sign in again");

        page.WaitForAssertion(() => Assert.Equal("/account/again?returnUrl=%2Ft%2Ftwin-clinic%2Fkeys", Navigation.History.First().Uri));
        Assert.True(Navigation.History.First().Options.ForceLoad);
        Assert.Equal([ApiKeyState.InUse, ApiKeyState.Ready], (await Stage.Keys.ListAsync(Stage.Clinic.Id)).Select(k => k.State));
    }

    [Fact]
    public async Task Before_somebody_else_s_second_factor_is_reset()
    {
        var root = await Stage.Data.AddAccountAsync("root@example.com", administrator: true);
        await Stage.Data.WriteAsync(null, db => db.Users.Where(a => a.Id == Stage.Bob.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.SealedTotp, "v1.x").SetProperty(a => a.TwoFactorEnabled, true)));
        SignedInAt = Stage.Data.Time.GetUtcNow() - FreshSignIn.Lasts - TimeSpan.FromSeconds(1);
        var page = Open("/admin/accounts", root);
        page.WaitForElement("tbody tr");

        await page.InvokeAsync(() => page.FindAll("[role=menuitem]").Single(e => e.TextContent.Trim() == "Reset second factor").Click());

        page.WaitForElement("#again-back");
        Assert.Empty(page.FindAll("#ask-back"));
    }

    [Fact]
    public async Task A_fresh_sign_in_opens_the_form_at_once()
    {
        await Stage.AddKeyAsync("one");
        SignedInAt = Stage.Data.Time.GetUtcNow() - FreshSignIn.Lasts;
        var page = Open("/t/twin-clinic/keys", Stage.Ada);
        page.WaitForElement("tbody tr");

        await PressAsync(page, b => b.TextContent.Trim() == "Add API key");

        page.WaitForElement("#add");
        Assert.Empty(page.FindAll("#again-back"));
    }

    private static Task PressAsync(IRenderedComponent<Routes> page, Func<IElement, bool> which) =>
        page.InvokeAsync(() => page.FindAll("button").First(which).Click());
}
