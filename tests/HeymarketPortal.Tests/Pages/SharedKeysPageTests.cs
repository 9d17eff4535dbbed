using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Frame;
using HeymarketPortal.Pages.Keys;
using HeymarketPortal.Teams;
using HeymarketPortal.Tests.Sandbox;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Pages;

public sealed class SharedKeysPageTests : PageContext
{
    private const string Next = SandboxHost.Key + ".next-key-9f31";

    [Fact]
    public async Task The_new_key_is_asked_about_once_and_stands_in_every_team_then()
    {
        var page = await OpenAsync();
        Assert.Equal("Bakery, Twin Clinic", page.WaitForElement("tbody td.c").TextContent.Trim());
        page.Find("tbody button").Click();
        page.WaitForElement("#key").Change(Next);
        page.Find("#replace form").Submit();

        page.WaitForAssertion(() => Assert.Contains("2 teams sign with the new key from now on", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Contains("kills the old one at once", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("next-key", page.Markup, StringComparison.Ordinal);
        Assert.Equal(2, await Test.ReadAsync(null, db => db.ApiKeys.IgnoreQueryFilters().CountAsync(k => k.State == ApiKeyState.InUse && k.LastFour == "9f31")));
    }

    [Fact]
    public async Task A_key_that_Heymarket_refuses_changes_no_team()
    {
        var page = await OpenAsync();
        page.WaitForElement("tbody button").Click();
        page.WaitForElement("#key").Change("no-such-key-000000");
        page.Find("#replace form").Submit();
        page.WaitForAssertion(() => Assert.Contains("Nothing was changed in any team.", page.Find("#key-note").TextContent, StringComparison.Ordinal));
        Assert.Equal(2, await Test.ReadAsync(null, db => db.ApiKeys.IgnoreQueryFilters().CountAsync()));
    }

    [Fact]
    public async Task Where_nothing_is_shared_the_page_says_so()
    {
        var root = await Test.AddAccountAsync("root@example.com", administrator: true);
        var page = Render<SharedKeysPage>(p => p.AddCascadingValue(new FrameAccount(root.Id, "Root", true)));
        Assert.Contains("No key is shared", page.WaitForElement(".empty").TextContent, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<SharedKeysPage>> OpenAsync()
    {
        var actions = Test.Get<ApiKeyActions>();
        await actions.VerifyAsync(Access, (await Test.Get<ApiKeys>().ListAsync(Team.Id)).Single());
        var bakery = await Test.AddTeamAsync("bakery", sandbox: true);
        await Test.AddMemberAsync(bakery, Account, Role.Admin);
        Assert.True((await actions.AddAsync(Access with { TeamId = bakery.Id }, new ApiKeyCredentials.Static(SandboxHost.Key), "Shared")).Done);
        var root = await Test.AddAccountAsync("root@example.com", administrator: true);
        return Render<SharedKeysPage>(p => p.AddCascadingValue(new FrameAccount(root.Id, "Root", true) { SignedInAt = Test.Time.GetUtcNow() }));
    }
}
