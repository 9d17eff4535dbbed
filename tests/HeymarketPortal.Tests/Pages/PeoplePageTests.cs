using Bunit;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pages.People;
using HeymarketPortal.Tests.Heymarket;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Pages;

public class PeoplePageTests : PageContext
{
    private const string Users = """
        {"memberships":[{"id":11,"name":"Dana Lee","email":"dana@example.com","role_id":1},{"id":12,"name":"Sam <i>Ortiz</i>","email":"sam@example.com","role_id":4},
        {"id":15,"name":"Priya Nair","role_id":4}]}
        """;

    private const string Inboxes = """[{"id":413,"name":"Front Desk","members":[11,12]},{"id":414,"name":"Billing","members":[11]}]""";

    [Fact]
    public async Task The_people_that_Heymarket_names_are_rows_with_email_role_id_and_inboxes()
    {
        var page = await OpenAsync();
        Assert.Equal(["Name, sorted ascending", "Email", "Role", "ID", "Inboxes"], page.FindAll("th a").Select(a => a.GetAttribute("aria-label") ?? a.TextContent.Trim()));
        Assert.Equal(["Dana Lee dana@example.com Admin 11 2", "Priya Nair  Member 15 –", "Sam <i>Ortiz</i> sam@example.com Member 12 1"],
            page.FindAll("tbody tr").Select(row => string.Join(' ', row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()))));
        Assert.Empty(page.FindAll("tbody i"));
    }

    [Theory]
    [InlineData("DANA", "Dana Lee")]
    [InlineData("member 15", "Priya Nair")]
    [InlineData("sam@", "Sam <i>Ortiz</i>")]
    public async Task The_search_of_the_address_finds_by_name_email_role_and_id(string search, string only)
    {
        var page = await OpenAsync($"?search={Uri.EscapeDataString(search)}");
        Assert.Equal([only], page.FindAll("tbody tr a.row").Select(a => a.TextContent));
        Assert.Equal(search, page.Find("input[type=search]").GetAttribute("value"));
    }

    [Fact]
    public async Task A_search_stands_in_the_address_and_says_when_nobody_matches()
    {
        var page = await OpenAsync();
        page.Find("input[type=search]").Change(" nobody ");
        page.WaitForAssertion(() => Assert.EndsWith("?search=nobody", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));

        page = await OpenAsync("?search=nobody", ".empty");
        Assert.Contains("Nobody matches", page.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Equal($"/t/{Team.Slug}/people", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public async Task Details_copy_the_id_and_lead_to_the_inboxes()
    {
        var page = await OpenAsync("?person=11", "section.details");
        Assert.Equal("11", page.Find("section.details [data-copy]").GetAttribute("data-copy"));
        Assert.Equal([("Front Desk", $"/t/{Team.Slug}/inboxes?inbox=413"), ("Billing", $"/t/{Team.Slug}/inboxes?inbox=414")],
            page.FindAll("section.details dd a").Select(a => (a.TextContent, a.GetAttribute("href")!)));
        Assert.Contains("may refuse them as a sender", (await OpenAsync("?person=15", "section.details")).Find("section.details").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_users_the_teams_members_are_shown_and_no_empty_email_column()
    {
        var page = await OpenAsync(users: "", status: 404);
        Assert.Equal(["Dana Lee", "Person 12"], page.FindAll("tbody tr a.row").Select(a => a.TextContent));
        Assert.DoesNotContain("Email", page.Find("thead").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sandbox_off_is_a_sentence_with_a_way_to_try_again()
    {
        Test.Get<SandboxAddress>().Value = null;
        var failed = Open<PeoplePage>().WaitForElement("[role=alert]");
        Assert.Contains("The people could not be read", failed.TextContent, StringComparison.Ordinal);
        Assert.Contains("the sandbox is off", failed.TextContent, StringComparison.Ordinal);
        Assert.Equal("Read again", failed.QuerySelector("button")!.TextContent);
    }

    private async Task<IRenderedComponent<PeoplePage>> OpenAsync(string query = "", string waitFor = "tbody tr", string users = Users, int status = 200)
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/users", users, status);
        server.Says("/v1/inboxes", Inboxes);
        server.Says("/v1/team", """{"id":7,"members":[{"id":11,"name":"Dana Lee","role":"admin"}]}""");
        Test.Get<SandboxAddress>().Value = server.Address;
        var page = Open<PeoplePage>(query);
        page.WaitForElement(waitFor);
        return page;
    }
}
