using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pages.Members;
using HeymarketPortal.Teams;
using MudBlazor;

namespace HeymarketPortal.Tests.Pages.Members;

public sealed class MembersPageTests : PageContext
{
    [Fact]
    public async Task Members_are_listed_by_name_with_role_and_email()
    {
        await AddMemberAsync("zoe@example.com", Role.Viewer);
        await AddMemberAsync("bob@example.com", Role.Texter);
        var page = Show();
        Assert.Equal(["ada, ada@example.com", "bob, bob@example.com", "zoe, zoe@example.com"], page.FindAll("td.a")
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
