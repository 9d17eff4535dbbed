using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pages.Inboxes;
using HeymarketPortal.Sandbox;
using HeymarketPortal.Tests.Heymarket;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Pages;

public class InboxesPageTests : PageContext
{
    [Fact]
    public async Task Every_inbox_of_the_account_is_a_row()
    {
        var expected = Assert.IsType<Answer<IReadOnlyList<Inbox>>.Read>(await Test.Get<HeymarketReads>().InboxesAsync(Team.Id)).Value;
        var page = Open<InboxesPage>();

        page.WaitForElement("tbody tr");
        Assert.Equal(["Name, sorted ascending", "Phone numbers", "People", "Toll-free", "ID"],
            page.FindAll("th a").Select(a => a.GetAttribute("aria-label") ?? a.TextContent.Trim()));
        Assert.Equal(expected.Select(i => i.Name).Order(StringComparer.CurrentCultureIgnoreCase), page.FindAll("tbody tr a.row").Select(a => a.TextContent));
        foreach (var inbox in expected)
        {
            var row = page.Find($"#inbox-{inbox.Id}").Closest("tr")!;
            Assert.Contains($"{inbox.Id}", row.TextContent, StringComparison.Ordinal);
            Assert.Contains("+1 ", row.TextContent, StringComparison.Ordinal);
            Assert.Equal(inbox.TollFree, row.TextContent.Contains("Toll-free", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_row_leads_to_details_with_its_people_a_copy_and_a_way_to_compose()
    {
        var page = Open<InboxesPage>();
        var link = page.WaitForElement($"#inbox-{InboxId}");
        Assert.EndsWith($"?inbox={InboxId}", link.GetAttribute("href"), StringComparison.Ordinal);

        Services.GetRequiredService<NavigationManager>().NavigateTo(link.GetAttribute("href")!);
        page = Open<InboxesPage>($"?inbox={InboxId}");

        var details = page.WaitForElement("section.details");
        Assert.Equal($"{InboxId}", page.Find("[data-copy]").GetAttribute("data-copy"));
        Assert.Equal("Copy ID", page.Find("[data-copy]").TextContent);
        Assert.Equal($"/t/{Team.Slug}/compose?kind=individual&inbox={InboxId}", details.QuerySelector("a.primary")!.GetAttribute("href"));
        Assert.Equal("Compose from this inbox", details.QuerySelector("a.primary")!.TextContent);
        var people = (await Test.Get<HeymarketReads>().PeopleAsync(Team.Id)).ValueOrDefault!;
        page.WaitForAssertion(() => Assert.Contains(people.Single(p => p.Id == SenderId).Name, page.Find("section.details").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_viewer_finds_no_way_to_compose()
    {
        Access = Access with { Role = Role.Viewer };
        var details = Open<InboxesPage>($"?inbox={InboxId}").WaitForElement("section.details");
        Assert.Null(details.QuerySelector("a.primary"));
    }

    [Fact]
    public async Task The_address_holds_the_order_and_the_header_turns_it_around()
    {
        var ids = (await Test.Get<HeymarketReads>().InboxesAsync(Team.Id)).ValueOrDefault!.Select(i => $"{i.Id}").ToList();
        var page = Open<InboxesPage>("?sort=id");
        page.WaitForElement("tbody tr");
        Assert.Equal(ids.OrderBy(long.Parse), Ids());
        Assert.EndsWith("sort=-id", page.Find("th a[aria-label^='ID']").GetAttribute("href"), StringComparison.Ordinal);

        page = Open<InboxesPage>("?sort=-id");
        page.WaitForElement("tbody tr");
        Assert.Equal(ids.OrderByDescending(long.Parse), Ids());
        IEnumerable<string> Ids() => page.FindAll("tbody tr td:last-child").Select(cell => cell.TextContent.Trim());
    }

    [Fact]
    public async Task Refresh_asks_Heymarket_again()
    {
        var page = Open<InboxesPage>();
        page.WaitForElement("tbody tr");
        var before = (await Sandbox.ReceivedAsync()).Count;
        Sandbox.Switches = Sandbox.Switches with { Credentials = Credentials.JwtOnly };

        page.FindAll("button").Single(b => b.TextContent.Trim() == "Refresh").Click();

        var failed = page.WaitForElement("[role=alert]");
        Assert.Contains("The inboxes could not be read", failed.TextContent, StringComparison.Ordinal);
        Assert.Contains("Heymarket refused the API key (401)", failed.TextContent, StringComparison.Ordinal);
        Assert.Contains("Request id", failed.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/t/{Team.Slug}/keys", failed.QuerySelector("a")!.GetAttribute("href"));
        Assert.True((await Sandbox.ReceivedAsync()).Count >= before);

        Sandbox.Switches = Sandbox.Switches with { Credentials = Credentials.Both };
        failed.QuerySelectorAll("button").Single(b => b.TextContent == "Read again").Click();
        page.WaitForElement("tbody tr");
    }

    [Fact]
    public async Task While_Heymarket_thinks_rows_of_the_final_height_stand_there()
    {
        var silent = new SocketUpstream((self, _, _) => self.HangAsync());
        Test.Get<SandboxAddress>().Value = silent.Address;
        var page = Open<InboxesPage>();
        Assert.Equal("Reading the inboxes", page.Find("[role=status] .sr").TextContent);
        Assert.Contains("Refresh", page.Find("button[aria-disabled=true]").TextContent, StringComparison.Ordinal);

        await silent.DisposeAsync();
        Assert.Contains("The inboxes could not be read", page.WaitForElement("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_without_inboxes_and_a_team_without_a_key_say_what_to_do()
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/inboxes", "[]");
        Test.Get<SandboxAddress>().Value = server.Address;
        Assert.Contains("No inboxes", Open<InboxesPage>().WaitForElement(".empty").TextContent, StringComparison.Ordinal);

        var bakery = await Test.AddTeamAsync("bakery");
        Access = Access with { TeamId = bakery.Id };
        var empty = Open<InboxesPage>().WaitForElement(".empty");
        Assert.Contains("This team has no API key yet", empty.TextContent, StringComparison.Ordinal);
        Assert.Equal("API keys", empty.QuerySelector("a")!.TextContent);
    }

    [Fact]
    public async Task What_Heymarket_says_is_text_and_never_markup()
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/inboxes", """[{"id":1,"name":"<script>alert(1)</script>","phones":["<b>14155550100</b>"]}]""");
        Test.Get<SandboxAddress>().Value = server.Address;
        var page = Open<InboxesPage>("?inbox=1");
        page.WaitForElement("tbody tr");
        Assert.Equal("<script>alert(1)</script>", page.Find("#inbox-1").TextContent);
        Assert.Empty(page.FindAll("script, tbody b"));
    }

    [Fact]
    public async Task Of_thousands_the_first_two_hundred_are_shown_and_more_when_asked()
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/inboxes", $"[{string.Join(',', Enumerable.Range(1, 450).Select(i => $$"""{"id":{{i}},"name":"Inbox {{i:D4}}"}"""))}]");
        Test.Get<SandboxAddress>().Value = server.Address;
        var page = Open<InboxesPage>();
        page.WaitForElement("tbody tr");
        Assert.Equal(200, page.FindAll("tbody tr").Count);
        Assert.Contains("200 of 450 shown", page.Markup, StringComparison.Ordinal);
        page.FindAll("button").Single(b => b.TextContent == "Show more").Click();
        page.WaitForAssertion(() => Assert.Equal(400, page.FindAll("tbody tr").Count));
    }
}
