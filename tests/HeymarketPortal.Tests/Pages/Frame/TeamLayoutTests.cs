using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Frame;
using HeymarketPortal.Pages.Members;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using HeymarketPortal.Tests.Teams;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Pages.Frame;

public sealed class TeamLayoutTests : FrameContext
{
    [Fact]
    public void An_Admin_is_led_to_every_page_of_the_team()
    {
        var page = Open("/t/twin-clinic/members", Stage.Ada);
        Assert.Equal(
        [
            "Home /t/twin-clinic", "Compose /t/twin-clinic/compose", "Outbox /t/twin-clinic/outbox", "History /t/twin-clinic/history",
            "Inboxes /t/twin-clinic/inboxes", "People /t/twin-clinic/people", "Lists /t/twin-clinic/lists",
            "Templates /t/twin-clinic/templates", "Surveys /t/twin-clinic/surveys", "API keys /t/twin-clinic/keys", "Members /t/twin-clinic/members", "Audit /t/twin-clinic/audit", "Settings /t/twin-clinic/settings",
        ], Entries(page));
        Assert.Equal(["From Heymarket", "This team"], page.FindAll("nav[aria-label=Main] h2").Select(h => h.TextContent));
        Assert.Equal("Members", page.Find("nav [aria-current=page]").TextContent.Trim());
        Assert.Equal("Members", page.Find("main h1").TextContent);
    }

    [Theory]
    [InlineData(Role.Viewer, "Home, History, Inboxes, People, Lists, Templates, Surveys")]
    [InlineData(Role.Texter, "Home, Compose, Outbox, History, Inboxes, People, Lists, Templates, Surveys")]
    public async Task Others_are_led_only_where_they_may_go(Role role, string entries)
    {
        await Stage.Data.AddMemberAsync(Stage.Clinic, Stage.Bob, role);
        var page = Open("/t/twin-clinic/members", Stage.Bob);
        Assert.Equal(entries, string.Join(", ", Entries(page).Select(e => e[..e.LastIndexOf(' ')])));
    }

    [Fact]
    public async Task An_administrator_of_the_portal_is_led_to_teams_and_accounts_without_being_in_any_team()
    {
        var root = await Stage.Data.AddAccountAsync("root@example.com", administrator: true);
        var page = Show(root, typeof(AdministrationPage), null);
        Assert.Equal(["Teams /admin/teams", "Accounts /admin/accounts", "Shared keys /admin/keys", "Audit /admin/audit"], Entries(page));
        Assert.Equal("the page", page.Find("main").TextContent.Trim());
    }

    [Fact]
    public void A_page_of_administration_is_not_shown_to_others()
    {
        var page = Show(Stage.Ada, typeof(AdministrationPage), null);
        Assert.Equal(TeamRefusal.ForAdministrators.Title, page.Find("main h1").TextContent);
        Assert.DoesNotContain("the page", page.Find("main").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bakery")]
    [InlineData("no-such-team")]
    public void A_foreign_team_and_an_unknown_one_are_refused_in_the_same_words_as_by_the_gate(string slug)
    {
        var page = Open($"/t/{slug}/members", Stage.Ada);
        Assert.Equal(TeamRefusal.NoSuchTeam.Title, page.Find("main h1").TextContent);
        Assert.Contains(TeamRefusal.NoSuchTeam.Sentence, page.Find("main").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("bob", page.Find("main").TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Entries(page));
    }

    [Fact]
    public async Task A_page_for_admins_is_not_shown_to_a_Texter_who_navigates_to_it()
    {
        await Stage.Data.AddMemberAsync(Stage.Clinic, Stage.Bob, Role.Texter);
        var page = Open("/t/twin-clinic/members", Stage.Bob);
        Assert.Equal(TeamRefusal.ForAdmins.Title, page.Find("main h1").TextContent);
    }

    [Fact]
    public async Task A_removed_member_is_shown_out_at_once()
    {
        await Stage.Data.AddMemberAsync(Stage.Clinic, Stage.Bob, Role.Admin);
        var page = Open("/t/twin-clinic/members", Stage.Ada);
        Assert.Equal("Members", page.Find("main h1").TextContent);
        await Stage.Memberships.RemoveAsync(new Actor(Stage.Bob.Id, Stage.Clinic.Id), Stage.Ada.Id);
        page.WaitForAssertion(() => Assert.Equal(TeamRefusal.NoSuchTeam.Title, page.Find("main h1").TextContent));
    }

    [Fact]
    public async Task A_member_removed_by_another_process_is_shown_out_within_a_minute()
    {
        var page = Open("/t/twin-clinic/members", Stage.Ada);
        await Stage.Data.WriteAsync(Stage.Clinic.Id, db => db.Memberships.ExecuteDeleteAsync());
        Stage.Data.Time.Advance(TimeSpan.FromSeconds(60));
        page.WaitForAssertion(() => Assert.Equal(TeamRefusal.NoSuchTeam.Title, page.Find("main h1").TextContent));
    }

    [Fact]
    public async Task A_disabled_account_is_sent_to_the_start_within_a_minute()
    {
        var page = Open("/t/twin-clinic/members", Stage.Ada);
        await Stage.Data.WriteAsync(null, async db => (await db.Users.FindAsync(Stage.Ada.Id))!.DisabledAt = Stage.Data.Time.GetUtcNow());
        Stage.Data.Time.Advance(TimeSpan.FromSeconds(60));
        page.WaitForAssertion(() => Assert.Equal("http://localhost/", Navigation.Uri));
        Assert.True(Navigation.History.First().Options.ForceLoad);
    }

    [Fact]
    public async Task The_Outbox_counts_what_wants_a_review_and_the_API_keys_what_does_not_work()
    {
        await Stage.AddSendAsync(SendState.Unknown);
        await Stage.AddSendAsync(SendState.NotFound);
        await Stage.AddSendAsync(SendState.Queued);
        await Stage.Keys.RefusedAsync(Stage.AdaInClinic, await Stage.AddKeyAsync(), "Heymarket refused it.");
        var page = Open("/t/twin-clinic/members", Stage.Ada);
        Assert.Equal(["need review: 2", "need attention: 1"], page.FindAll("nav .count").Select(c => c.TextContent.Trim()));
    }

    [Fact]
    public async Task The_count_follows_a_send_that_moves()
    {
        var page = Open("/t/twin-clinic/members", Stage.Ada);
        Assert.Empty(page.FindAll("nav .count"));
        var send = await Stage.AddSendAsync(SendState.Unknown);
        Stage.Data.Get<SendChanges>().Tell(new SendChange(Stage.Clinic.Id, send, SendState.Unknown));
        page.WaitForAssertion(() => Assert.Equal("need review: 1", page.Find("nav .count").TextContent.Trim()));
    }

    [Fact]
    public async Task A_sandbox_team_says_so_on_every_page_and_others_do_not()
    {
        var play = await Stage.Data.AddTeamAsync("playground", sandbox: true);
        await Stage.Data.AddMemberAsync(play, Stage.Ada, Role.Admin);
        var page = Open("/t/twin-clinic/members", Stage.Ada);
        Assert.Empty(page.FindAll(".sandboxbar"));
        await page.InvokeAsync(() => Navigation.NavigateTo("/t/playground/members"));
        page.WaitForAssertion(() => Assert.Equal("Sandbox team: no phone receives anything", page.Find(".sandboxbar").TextContent));
    }

    [Fact]
    public async Task The_team_switcher_leads_to_the_account_s_own_teams()
    {
        var play = await Stage.Data.AddTeamAsync("playground", sandbox: true);
        await Stage.Data.AddMemberAsync(play, Stage.Ada, Role.Viewer);
        var page = Open("/t/twin-clinic/members", Stage.Ada);
        var switcher = page.Find("nav button.team");
        Assert.Equal("Team: Twin Clinic", switcher.QuerySelector(".clip")!.TextContent);
        var entries = page.FindAll($"#{switcher.GetAttribute("popovertarget")} [role=menuitem]");
        Assert.Equal(["/t/playground", "/t/twin-clinic"], entries.Select(a => a.GetAttribute("href")));
        Assert.Equal("/t/twin-clinic", entries.Single(a => a.HasAttribute("aria-current")).GetAttribute("href"));
    }

    [Fact]
    public void Signing_out_posts_a_form_and_Account_is_a_plain_link()
    {
        var page = Open("/t/twin-clinic/members", Stage.Ada);
        var menu = page.Find($".foot #{page.Find(".foot button.me").GetAttribute("popovertarget")}");
        Assert.Equal("/account/manage", menu.QuerySelector("a[role=menuitem]")!.GetAttribute("href"));
        var form = menu.QuerySelector("form")!;
        Assert.Equal(("post", "/account/sign-out"), (form.GetAttribute("method"), form.GetAttribute("action")));
        Assert.Equal(("submit", "Sign out"), (form.QuerySelector("button")!.GetAttribute("type"), form.TextContent.Trim()));
    }

    [Fact]
    public async Task The_team_opened_in_the_circuit_is_remembered()
    {
        Open("/t/twin-clinic/members", Stage.Ada);
        var last = await Stage.Data.ReadAsync(null, db => db.Users.Where(a => a.Id == Stage.Ada.Id).Select(a => a.LastTeamId).SingleAsync());
        Assert.Equal(Stage.Clinic.Id, last);
    }

    [Fact]
    public void A_page_that_breaks_shows_a_number_that_is_in_the_log_and_navigating_on_recovers()
    {
        var broken = true;
        RenderFragment body = builder =>
        {
            builder.OpenComponent<FragilePage>(0);
            builder.AddAttribute(1, nameof(FragilePage.Broken), broken);
            builder.CloseComponent();
        };
        var page = Show(Stage.Ada, typeof(MembersPage), "twin-clinic", body);
        var shown = page.Find("main").TextContent;
        var record = Assert.Single(Logs.GetSnapshot(), r => r.Exception is InvalidOperationException);
        var reference = record.GetStructuredStateValue("Reference")!;
        Assert.Contains(reference, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", shown, StringComparison.Ordinal);

        broken = false;
        page.Render(Within(RouteTo(typeof(MembersPage), "twin-clinic"), body));
        Assert.Equal("the page", page.Find("main").TextContent.Trim());
    }

    private static List<string> Entries<T>(IRenderedComponent<T> page) where T : IComponent =>
        [.. page.FindAll("nav[aria-label=Main] li a").Select(a => $"{a.QuerySelector(".txt")!.TextContent} {a.GetAttribute("href")}")];

    private IRenderedComponent<CascadingValue<RouteData>> Show(Account account, Type type, string? slug, RenderFragment? body = null)
    {
        SignIn(account);
        return Render(Within(RouteTo(type, slug), body ?? (builder => builder.AddContent(0, "the page"))));
    }

    private static Action<ComponentParameterCollectionBuilder<CascadingValue<RouteData>>> Within(RouteData route, RenderFragment body) => p => p
        .Add(v => v.Value, route)
        .AddChildContent<CascadingAuthenticationState>(state => state.AddChildContent<TeamLayout>(layout => layout.Add(l => l.Body, body)));

    private static RouteData RouteTo(Type type, string? slug) => new(type, new Dictionary<string, object?> { ["team"] = slug });

    private sealed class FragilePage : ComponentBase
    {
        [Parameter] public bool Broken { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder) =>
            builder.AddContent(0, Broken ? throw new InvalidOperationException("secret detail") : "the page");
    }

    [AdministratorPage]
    private sealed class AdministrationPage : ComponentBase;
}
