using Bunit;
using HeymarketPortal.Accounts;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pages.Members;
using HeymarketPortal.Teams;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace HeymarketPortal.Tests.Pages.Members;

public sealed class MembersPageTests : PageContext
{
    private AccountLinks Links => Services.GetRequiredService<AccountLinks>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Services.AddSingleton(_ => new AccountLinks(Test.Database, Test.Get<AuditTrail>(), Test.Time));
    }

    [Fact]
    public async Task Members_are_listed_by_name_with_role_and_email()
    {
        await AddMemberAsync("Zoe@example.com", Role.Viewer);
        await AddMemberAsync("bob@example.com", Role.Texter);
        var page = Show();
        Assert.Equal(["ada, ada@example.com", "bob, bob@example.com", "Zoe, Zoe@example.com"], page.FindAll("td.a")
            .Select(cell => $"{cell.QuerySelector("strong")!.TextContent}, {cell.QuerySelector(".meta.clip")!.TextContent}"));
        Assert.Equal(["Admin", "Texter", "Viewer"], page.FindAll("td.d select").Select(s => s.GetAttribute("value")));
    }

    [Fact]
    public async Task Choosing_a_role_stores_it_and_says_so()
    {
        var bob = await AddMemberAsync("bob@example.com", Role.Viewer);
        var page = Show();
        await ChooseAsync(page, "[aria-label='Role of bob']", "Texter");
        Assert.Equal(Role.Texter, (await AccessAsync(bob)).Role);
        Assert.Equal("bob is Texter now", JSInterop.VerifyInvoke("portal.say").Arguments[0]);
    }

    [Fact]
    public async Task The_last_Admin_stays_Admin_and_the_page_says_why()
    {
        var page = Show();
        var before = page.FindComponent<MemberGrid>().Instance;
        await ChooseAsync(page, "[aria-label='Role of ada']", "Viewer");
        Assert.Contains("A team keeps at least one Admin", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Admin", page.Find("[aria-label='Role of ada']").GetAttribute("value"));
        // The browser still shows the refused choice in the old element: it must be a new one.
        Assert.NotSame(before, page.FindComponent<MemberGrid>().Instance);
        Assert.Equal(page.Find("[aria-label='Role of ada']").Id, JSInterop.Invocations["portal.focus"][^1].Arguments[0]);
    }

    [Fact]
    public async Task Only_a_Texter_is_granted_more_and_each_grant_on_its_own()
    {
        var bob = await AddMemberAsync("bob@example.com", Role.Texter);
        await AddMemberAsync("zoe@example.com", Role.Viewer);
        var page = Show();
        var may = Assert.Single(page.FindAll("td.e [role=group]"));
        Assert.Equal(["Send as others", "Broadcast", "Export"], may.QuerySelectorAll("label").Select(label => label.TextContent.Trim()));
        await ChooseAsync(page, "td.e label:nth-child(2) input", true);
        await ChooseAsync(page, "td.e label:nth-child(3) input", true);
        await ChooseAsync(page, "td.e label:nth-child(2) input", false);
        page.WaitForAssertion(() => Assert.Equal([false, false, true], page.FindAll("td.e input").Select(i => i.HasAttribute("checked"))));
        Assert.Equal(Grants.Export, (await AccessAsync(bob)).Grants);
    }

    [Fact]
    public async Task A_person_with_the_same_email_is_proposed_and_linked_with_one_click()
    {
        var person = (await PeopleAsync()).First(p => p.Email is not null);
        var member = await AddMemberAsync(person.Email!.ToUpperInvariant(), Role.Texter);
        var page = Show();
        await page.InvokeAsync(() => page.Find("td.c button").ClickAsync());
        Assert.Equal(person.Id, (await AccessAsync(member)).PersonId);
        Assert.Empty(page.FindAll("td.c button"));
    }

    [Fact]
    public async Task A_person_that_another_member_has_is_not_proposed()
    {
        var person = (await PeopleAsync()).First(p => p.Email is not null);
        await Test.Get<Memberships>().LinkAsync(Access.Actor, Account.Id, person.Id, person.Name);
        await AddMemberAsync(person.Email!, Role.Texter);
        Assert.Empty(Show().FindAll("td.c button"));
    }

    [Fact]
    public async Task Any_person_of_Heymarket_can_be_chosen_and_taken_away_again()
    {
        var people = await PeopleAsync();
        var page = Show();
        var pick = page.Find("[aria-label='Heymarket person of ada']");
        Assert.Equal(["Nobody", .. people.Select(p => p.Name)], pick.QuerySelectorAll("option").Select(o => o.TextContent));
        await ChooseAsync(page, "[aria-label='Heymarket person of ada']", $"{people[1].Id}");
        Assert.Equal(people[1].Id, (await AccessAsync(Account)).PersonId);
        await ChooseAsync(page, "[aria-label='Heymarket person of ada']", "");
        Assert.Null((await AccessAsync(Account)).PersonId);
    }

    [Fact]
    public async Task Without_an_answer_from_Heymarket_members_are_managed_all_the_same()
    {
        await Test.Get<Memberships>().LinkAsync(Access.Actor, Account.Id, 4711, "Sam Ortiz");
        await Test.Get<ApiKeys>().RevokeAsync(Access.Actor, (await Test.Get<ApiKeys>().InUseAsync(Team.Id))!.Id);
        var page = Show();
        Assert.Contains("The Heymarket people could not be read", page.Markup, StringComparison.Ordinal);
        Assert.Equal("/t/twin-clinic/keys", page.Find(".says a").GetAttribute("href"));
        Assert.Equal(["Nobody", "Sam Ortiz"], page.FindAll("td.c option").Select(o => o.TextContent));
        await ChooseAsync(page, "[aria-label='Heymarket person of ada']", "");
        Assert.Null((await AccessAsync(Account)).PersonId);
    }

    [Fact]
    public async Task Removing_asks_first()
    {
        var bob = await AddMemberAsync("bob@example.com", Role.Texter);
        var dialogs = Render<MudDialogProvider>();
        var page = Show();
        await page.InvokeAsync(() => page.Find("[aria-label='Remove bob']").Click());
        dialogs.WaitForElement("#ask-back").Click();
        Assert.NotNull(await Test.Get<TeamDirectory>().AccessAsync(bob.Id, Team.Slug));

        await page.InvokeAsync(() => page.Find("[aria-label='Remove bob']").Click());
        dialogs.WaitForElement("[role=dialog] .danger").Click();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("td.a")));
        Assert.Null(await Test.Get<TeamDirectory>().AccessAsync(bob.Id, Team.Slug));
    }

    [Fact]
    public async Task An_admin_who_was_removed_meanwhile_changes_nothing()
    {
        var bob = await AddMemberAsync("bob@example.com", Role.Admin);
        var page = Show();
        await Test.Get<Memberships>().RemoveAsync(new Actor(bob.Id, Team.Id), Account.Id);
        await ChooseAsync(page, "[aria-label='Role of bob']", "Viewer");
        Assert.Equal(Role.Admin, (await AccessAsync(bob)).Role);
        Assert.Contains("You may not do this in this team any more", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_link_is_shown_once_to_copy_and_stands_among_the_pending_ones()
    {
        var page = await OpenFormAsync();
        await ChooseAsync(page, "#invite-email", " Zoe@example.com ");
        await ChooseAsync(page, "#invite-role", "Viewer");
        await page.InvokeAsync(() => page.Find("#invite form").SubmitAsync());

        var link = page.Find("#invitation-link").GetAttribute("value")!;
        Assert.StartsWith("http://localhost/account/invitation/", link, StringComparison.Ordinal);
        Assert.Equal(link, page.Find("#invite [data-copy]").GetAttribute("data-copy"));
        var pending = Assert.Single(await Links.PendingAsync(Team.Id));
        Assert.Equal(("Zoe@example.com", Role.Viewer), (pending.Email, pending.Role));
        Assert.Contains("Zoe@example.com", page.Find(".pending").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find("#invite footer .plain").Click());
        Assert.DoesNotContain("/account/invitation/", page.Markup, StringComparison.Ordinal);
        Assert.Single(page.FindAll(".pending li"));
        Assert.Equal(page.Find("button[aria-controls=invite]").Id, JSInterop.Invocations["portal.focus"][^1].Arguments[0]);
    }

    [Theory]
    [InlineData("", "Enter an email address")]
    [InlineData("zoe", "Enter an email address")]
    [InlineData("ADA@example.com", "in the team already")]
    public async Task A_refused_invitation_says_why_at_the_field_and_in_the_summary_and_keeps_what_was_typed(string email, string why)
    {
        var page = await OpenFormAsync();
        await ChooseAsync(page, "#invite-email", email);
        await ChooseAsync(page, "#invite-role", "Admin");
        await page.InvokeAsync(() => page.Find("#invite form").SubmitAsync());

        Assert.Contains(why, page.Find("#invite-email-note").TextContent, StringComparison.Ordinal);
        Assert.Contains(why, page.Find("#invite-problems").TextContent, StringComparison.Ordinal);
        Assert.Equal("invite-problems", JSInterop.Invocations["portal.focus"][^1].Arguments[0]);
        Assert.Equal((email, "Admin"), (page.Find("#invite-email").GetAttribute("value") ?? "", page.Find("#invite-role").GetAttribute("value")));
        Assert.Empty(await Links.PendingAsync(Team.Id));
    }

    [Fact]
    public async Task A_withdrawn_invitation_is_gone()
    {
        Assert.IsType<LinkAnswer.Made>(await Links.CreateInvitationAsync(Access.Actor, "zoe@example.com", Role.Texter));
        var page = Show();
        await page.InvokeAsync(() => page.Find("[aria-label='Withdraw the invitation of zoe@example.com']").ClickAsync());
        Assert.Empty(await Links.PendingAsync(Team.Id));
        Assert.Empty(page.FindAll(".pending"));
    }

    [Fact]
    public async Task Somebody_who_accepts_appears_without_a_reload()
    {
        var page = Show();
        Assert.Single(page.FindAll("td.a"));
        await AddMemberAsync("zoe@example.com", Role.Texter);
        Test.Get<TeamChanges>().Tell(Team.Id);
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("td.a").Count));
    }

    private async Task<IRenderedComponent<MembersPage>> OpenFormAsync()
    {
        var page = Show();
        await page.InvokeAsync(() => page.Find("button[aria-controls=invite]").ClickAsync());
        return page;
    }

    // Found and changed without a render in between: the grid renders once more after it is shown.
    private static Task ChooseAsync<T>(IRenderedComponent<MembersPage> page, string selector, T value) =>
        page.InvokeAsync(() => page.Find(selector).ChangeAsync(value));

    private IRenderedComponent<MembersPage> Show()
    {
        var page = Open<MembersPage>();
        // The people come over HTTP, after the members.
        page.WaitForAssertion(() => Assert.True(page.FindAll("td.c option").Count > 1 || page.FindAll(".says").Count > 0));
        return page;
    }

    private async Task<Account> AddMemberAsync(string email, Role role)
    {
        var account = await Test.AddAccountAsync(email);
        await Test.AddMemberAsync(Team, account, role);
        return account;
    }

    private async Task<TeamAccess> AccessAsync(Account account) => (await Test.Get<TeamDirectory>().AccessAsync(account.Id, Team.Slug))!;

    private async Task<IReadOnlyList<Person>> PeopleAsync() => (await Test.Get<HeymarketReads>().PeopleAsync(Team.Id)).ValueOrDefault!;
}
