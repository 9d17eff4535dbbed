using Bunit;
using HeymarketPortal.Accounts;
using HeymarketPortal.Data;
using HeymarketPortal.Tests.Pages.Frame;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Pages.Accounts;

public sealed class AccountsPageTests : FrameContext
{
    [Fact]
    public async Task Everybody_is_listed_with_teams_and_state()
    {
        var root = await Stage.Data.AddAccountAsync("root@example.com", administrator: true);
        await Stage.Data.AddMemberAsync(Stage.Bakery, root, Role.Viewer);
        var page = OpenPage(root);

        var row = page.FindAll("tbody tr").Single(r => r.TextContent.Contains("(you)", StringComparison.Ordinal));
        Assert.Contains("root@example.com", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Bakery", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Administrator", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Never", row.TextContent, StringComparison.Ordinal);
        Assert.Equal(await Stage.Data.ReadAsync(null, db => db.Users.CountAsync()), page.FindAll("tbody tr").Count);
    }

    [Fact]
    public async Task An_invitation_shows_a_link_that_works_once_and_is_gone_when_done()
    {
        var page = OpenPage(await RootAsync());
        Button(page, "Invite").Click();
        page.Find("#invite-email").Input("new@example.com");
        page.Find("#invite form").Submit();

        page.WaitForElement("input[readonly]");
        var link = page.Find("input[readonly]").GetAttribute("value")!;
        Assert.StartsWith("http://localhost/account/invitation/", link, StringComparison.Ordinal);
        Assert.Equal(link, page.Find("[data-copy]").GetAttribute("data-copy"));
        var hash = LinkToken.HashOf(link.Split('/')[^1]);
        Assert.Equal("new@example.com", await Stage.Data.ReadAsync(null, db => db.AccountLinks.Where(l => l.TokenHash == hash).Select(l => l.Email).SingleAsync()));
        Assert.Empty(page.FindAll("#invite"));

        Button(page, "Done").Click();
        Assert.Empty(page.FindAll("input[readonly]"));
    }

    [Fact]
    public async Task What_is_no_address_is_told_beside_the_field_and_stays_there()
    {
        var page = OpenPage(await RootAsync());
        Button(page, "Invite").Click();
        page.Find("#invite-email").Input("nobody");
        page.Find("#invite form").Submit();

        page.WaitForAssertion(() => Assert.Contains("such as maya@example.com", page.Find("#invite-email-note").TextContent, StringComparison.Ordinal));
        Assert.Equal("true", page.Find("#invite-email").GetAttribute("aria-invalid"));
        Assert.Equal("nobody", page.Find("#invite-email").GetAttribute("value"));
        Assert.Equal(0, await Stage.Data.ReadAsync(null, db => db.AccountLinks.CountAsync()));
    }

    [Fact]
    public async Task A_reset_link_is_for_the_account_of_its_row()
    {
        var root = await RootAsync();
        var ida = await Stage.Data.AddAccountAsync("ida@example.com");
        var page = OpenPage(root);

        Entry(page, "ida", "Create reset link").Click();

        page.WaitForAssertion(() => Assert.Contains("New password for ida", page.Find("section.sheet h2").TextContent, StringComparison.Ordinal));
        Assert.Contains("/account/reset/", page.Find("input[readonly]").GetAttribute("value"), StringComparison.Ordinal);
        Assert.Equal(ida.Id, await Stage.Data.ReadAsync(null, db => db.AccountLinks.Select(l => l.AccountId).SingleAsync()));
    }

    [Fact]
    public async Task The_last_administrator_is_told_why_it_stays_one()
    {
        var page = OpenPage(await RootAsync());

        Entry(page, "root", "Make ordinary").Click();

        page.WaitForAssertion(() => Assert.Contains("at least one administrator", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_auditor_is_made_after_it_says_what_that_means_and_it_is_audited_both_ways()
    {
        var root = await RootAsync();
        var ida = await Stage.Data.AddAccountAsync("ida@example.com");
        var page = OpenPage(root);
        Entry(page, "ida", "Make auditor").Click();
        page.WaitForElement("#ask-back");
        Assert.False(await IsAuditorAsync());

        page.Find("button.danger").Click();

        page.WaitForAssertion(() => Assert.Contains(page.FindAll("tbody tr"), r => r.TextContent.Contains("Auditor", StringComparison.Ordinal)));
        Assert.True(await IsAuditorAsync());
        Entry(page, "ida", "End auditing").Click();
        page.WaitForAssertion(() => Assert.DoesNotContain(page.FindAll("tbody tr td.d"), cell => cell.TextContent.Contains("Auditor", StringComparison.Ordinal)));
        Assert.False(await IsAuditorAsync());
        Assert.Equal(["account.made-auditor", "account.auditor-ended"], await Stage.Data.ReadAsync(null, db => db.AuditEntries
            .Where(e => e.Chain == AuditTrail.Portal && e.AccountId == root.Id && e.Subject == $"account:{ida.Id}").OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync()));

        Task<bool> IsAuditorAsync() => Stage.Data.ReadAsync(null, db => db.Users.AnyAsync(a => a.Id == ida.Id && a.Auditor));
    }

    [Fact]
    public async Task Disabling_asks_first_and_can_be_taken_back()
    {
        var root = await RootAsync();
        await Stage.Data.AddAccountAsync("ida@example.com");
        var page = OpenPage(root);
        Entry(page, "ida", "Disable").Click();
        page.WaitForElement("#ask-back");
        Assert.Null(await DisabledAtAsync("ida@example.com"));

        page.Find("button.danger").Click();

        page.WaitForAssertion(() => Assert.Contains(page.FindAll("tbody tr"), r => r.TextContent.Contains("Disabled", StringComparison.Ordinal)));
        Assert.NotNull(await DisabledAtAsync("ida@example.com"));
        Entry(page, "ida", "Enable").Click();
        page.WaitForAssertion(() => Assert.DoesNotContain("Disabled", page.Find("tbody").TextContent, StringComparison.Ordinal));
        Assert.Null(await DisabledAtAsync("ida@example.com"));
    }

    [Fact]
    public async Task Resetting_a_second_factor_asks_first_and_is_offered_where_there_is_one()
    {
        var root = await RootAsync();
        var ida = await Stage.Data.AddAccountAsync("ida@example.com");
        await Stage.Data.WriteAsync(null, db => db.Users.Where(a => a.Id == ida.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.SealedTotp, "v1.x").SetProperty(a => a.TwoFactorEnabled, true)));
        var page = OpenPage(root);
        Assert.Single(page.FindAll("[role=menuitem]"), e => e.TextContent.Trim() == "Reset second factor");
        Entry(page, "ida", "Reset second factor").Click();
        page.WaitForElement("#ask-back");
        Assert.Equal("v1.x", await SealedAsync());

        page.Find("button.danger").Click();

        page.WaitForAssertion(() => Assert.DoesNotContain(page.FindAll("[role=menuitem]"), e => e.TextContent.Trim() == "Reset second factor"));
        Assert.Null(await SealedAsync());

        Task<string?> SealedAsync() => Stage.Data.ReadAsync(null, db => db.Users.Where(a => a.Id == ida.Id).Select(a => a.SealedTotp).SingleAsync());
    }

    [Fact]
    public void A_page_whose_session_has_ended_leads_to_sign_in_and_back()
    {
        Navigation.NavigateTo("/t/bakery/compose?draft=7");

        Render<SignInAgain>();

        var left = Navigation.History.First();
        Assert.Equal("/account/login?returnUrl=%2Ft%2Fbakery%2Fcompose%3Fdraft%3D7", left.Uri);
        Assert.True(left.Options.ForceLoad);
    }

    private Task<Account> RootAsync() => Stage.Data.AddAccountAsync("root@example.com", administrator: true);

    private Task<DateTimeOffset?> DisabledAtAsync(string email) =>
        Stage.Data.ReadAsync(null, db => db.Users.Where(a => a.Email == email).Select(a => a.DisabledAt).SingleAsync());

    private IRenderedComponent<Routes> OpenPage(Account root)
    {
        var page = Open("/admin/accounts", root);
        page.WaitForElement("tbody tr");
        return page;
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<Routes> page, string words) =>
        page.FindAll("button").Single(b => b.TextContent.Trim() == words);

    private static AngleSharp.Dom.IElement Entry(IRenderedComponent<Routes> page, string name, string words) => page.FindAll("tbody tr")
        .Single(r => r.QuerySelector("td.a strong")!.TextContent == name).QuerySelectorAll("[role=menuitem]").Single(e => e.TextContent.Trim() == words);
}
