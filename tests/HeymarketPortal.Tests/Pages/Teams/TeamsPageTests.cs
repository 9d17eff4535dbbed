using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pages.Teams;
using HeymarketPortal.Teams;
using HeymarketPortal.Tests.Pages.Frame;

namespace HeymarketPortal.Tests.Pages.Teams;

public sealed class TeamsPageTests : FrameContext
{
    [Fact]
    public async Task Every_team_is_listed_and_only_one_s_own_are_links()
    {
        var root = await AddRootAsync();
        await Stage.Data.AddMemberAsync(Stage.Bakery, root, Role.Viewer);
        var page = Open("/admin/teams", root);
        Assert.Equal(["Bakery", "Twin Clinic"], page.FindAll("td.a").Select(c => c.TextContent.Trim()));
        Assert.Equal(["/t/bakery"], page.FindAll("td.a a").Select(a => a.GetAttribute("href")));
        Assert.Equal(["/t/bakery", "/t/twin-clinic"], page.FindAll("td.c").Select(c => c.TextContent.Trim()));
        Assert.Equal("2", page.FindAll("td.num")[0].TextContent.Trim());
    }

    [Fact]
    public async Task The_address_follows_the_name_and_skips_what_is_taken()
    {
        var page = await OpenFormAsync();
        page.Find("#team-name").Input("Front Desk");
        Assert.Contains("/t/front-desk.", page.Find("#team-name-note").TextContent, StringComparison.Ordinal);
        page.Find("#team-name").Input("Twin Clinic");
        Assert.Contains("/t/twin-clinic-2.", page.Find("#team-name-note").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Creating_a_team_leads_to_its_API_keys()
    {
        var page = await OpenFormAsync();
        page.Find("#team-name").Input("Front Desk");
        page.Find("#team-zone").Change("Europe/Zurich");
        page.Find("#new-team form").Submit();
        page.WaitForAssertion(() => Assert.EndsWith("/t/front-desk/keys", Navigation.Uri, StringComparison.Ordinal));
        var made = (await Stage.Directory.AllAsync()).Single(t => t.Slug == "front-desk");
        Assert.Equal(("Front Desk", "Europe/Zurich", false, 1), (made.Name, made.TimeZone, made.Sandbox, made.Members));
    }

    [Fact]
    public async Task A_problem_stands_at_its_field_and_in_the_summary_and_nothing_is_lost()
    {
        var page = await OpenFormAsync();
        page.Find("#team-zone").Change("Europe/Zurich");
        page.Find("#team-name").Input("Admin");
        Assert.Empty(page.FindAll("#problems li"));
        page.Find("#team-name").Blur();
        Assert.Contains("is a word of the portal", page.Find("#team-name-note").TextContent, StringComparison.Ordinal);

        page.Find("#new-team form").Submit();
        Assert.Equal("Team name", page.Find("#problems li a").TextContent);
        Assert.Equal("true", page.Find("#team-name").GetAttribute("aria-invalid"));
        Assert.Equal(("Admin", "Europe/Zurich"), (page.Find("#team-name").GetAttribute("value"), page.Find("#team-zone").GetAttribute("value")));
        Assert.Equal("problems", JSInterop.Invocations["portal.focus"][^1].Arguments[0]);
        Assert.Equal(2, (await Stage.Directory.AllAsync()).Count);
    }

    [Fact]
    public async Task A_sandbox_team_is_offered_only_where_the_sandbox_is_on()
    {
        Assert.Empty((await OpenFormAsync()).FindAll("#new-team [type=checkbox]"));
    }

    [Fact]
    public async Task A_sandbox_team_is_made_where_the_sandbox_is_on()
    {
        Stage.Data.Get<SandboxAddress>().Value = new Uri("http://localhost/sandbox/heymarket");
        var page = await OpenFormAsync();
        page.Find("#team-name").Input("Playground");
        page.Find("#new-team [type=checkbox]").Change(true);
        page.Find("#new-team form").Submit();
        Assert.True((await Stage.Directory.AllAsync()).Single(t => t.Slug == "playground").Sandbox);
    }

    [Fact]
    public async Task Archiving_asks_first_and_restoring_brings_the_team_back()
    {
        var page = Open("/admin/teams", await AddRootAsync());
        page.Find("[aria-label='Archive Bakery']").Click();
        page.WaitForElement("[role=dialog] .danger");
        Assert.NotNull(await Stage.Directory.AccessAsync(Stage.Bob.Id, "bakery"));
        page.Find("[role=dialog] .danger").Click();
        page.WaitForElement("[aria-label='Restore Bakery']").Click();
        page.WaitForElement("[aria-label='Archive Bakery']");
        page.WaitForAssertion(() => Assert.Equal(page.Find("[aria-label='Archive Bakery']").Id, JSInterop.Invocations["portal.focus"][^1].Arguments[0]));
        Assert.Equal(["team.archived", "team.restored"], (await Stage.AuditAsync(AuditTrail.Portal)).Select(e => e.Split(' ')[0]));
    }

    [Fact]
    public async Task Going_back_from_the_question_archives_nothing()
    {
        var page = Open("/admin/teams", await AddRootAsync());
        page.Find("[aria-label='Archive Bakery']").Click();
        page.WaitForElement("#ask-back").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=dialog]")));
        Assert.NotNull(await Stage.Directory.AccessAsync(Stage.Bob.Id, "bakery"));
    }

    [Fact]
    public void Others_are_refused()
    {
        var page = Open("/admin/teams", Stage.Ada);
        Assert.Equal(TeamRefusal.ForAdministrators.Title, page.Find("main h1").TextContent);
        Assert.Empty(page.FindAll("table"));
    }

    private Task<Account> AddRootAsync() => Stage.Data.AddAccountAsync("root@example.com", administrator: true);

    private async Task<IRenderedComponent<Routes>> OpenFormAsync()
    {
        var page = Open("/admin/teams", await AddRootAsync());
        page.Find("button[aria-controls=new-team]").Click();
        Assert.Equal(TeamForm.Fields.Name, JSInterop.VerifyInvoke("portal.focus").Arguments[0]);
        return page;
    }
}
