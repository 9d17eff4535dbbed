using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pages.Lists;
using HeymarketPortal.Tests.Heymarket;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Pages;

public class ListsPageTests : PageContext
{
    [Fact]
    public async Task Every_list_that_is_not_archived_is_a_row_with_size_time_and_id()
    {
        var expected = (await Test.Get<HeymarketReads>().ListsAsync(Team.Id)).ValueOrDefault!.Where(list => !list.Archived).ToList();
        var page = Open<ListsPage>();

        page.WaitForElement("tbody tr");
        Assert.Equal(["Name, sorted ascending", "Size", "Updated", "ID"], page.FindAll("th a").Select(a => a.GetAttribute("aria-label") ?? a.TextContent.Trim()));
        Assert.Equal(10, expected.Count);
        Assert.Equal(expected.Select(l => l.Name).Order(StringComparer.CurrentCultureIgnoreCase), Names(page));
        var everyone = page.Find($"#list-{expected.Single(l => l.Size == 4000).Id}").Closest("tr")!;
        Assert.Contains("4,000", everyone.TextContent, StringComparison.Ordinal);
        Assert.NotNull(everyone.QuerySelector("time"));
    }

    [Fact]
    public void Archived_lists_stand_behind_a_switch_that_the_address_holds()
    {
        var page = Open<ListsPage>();
        page.WaitForElement("tbody tr");
        Assert.DoesNotContain("Archived", page.Find("tbody").TextContent, StringComparison.Ordinal);

        Assert.Equal("Show archived", page.Find("label:has([type=checkbox])").TextContent.Trim());
        page.Find("[type=checkbox]").Change(true);
        page.WaitForAssertion(() => Assert.EndsWith("?archived=yes", Address, StringComparison.Ordinal));

        page = Open<ListsPage>("?archived=yes");
        page.WaitForElement("tbody tr");
        Assert.True(page.Find("[type=checkbox]").HasAttribute("checked"));
        Assert.Equal(34, Names(page).Count());
        Assert.Equal(24, page.FindAll("tbody .state").Count(mark => mark.TextContent == "Archived"));

        page.Find("[type=checkbox]").Change(false);
        page.WaitForAssertion(() => Assert.EndsWith("/page", Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_all_lists_are_archived_the_page_says_so()
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/lists", """[{"id":1,"name":"Old","archived":true,"targets":{}}]""");
        Test.Get<SandboxAddress>().Value = server.Address;
        var empty = Open<ListsPage>().WaitForElement(".empty");
        Assert.Contains("All lists are archived", empty.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("?archived=yes", empty.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_show_the_first_hundred_numbers_copy_all_and_lead_to_compose()
    {
        var list = (await Test.Get<HeymarketReads>().ListsAsync(Team.Id)).ValueOrDefault!.Single(l => l.Size == 4000);
        var page = Open<ListsPage>($"?list={list.Id}");

        var details = page.WaitForElement("section.details");
        Assert.Contains("4,000 recipients", details.TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("One list may hold 2,500 here", page.Find("section.details").TextContent, StringComparison.Ordinal));
        Assert.Equal(100, page.FindAll("section.details ol li").Count);
        Assert.Equal("+1 201 555 0120", page.Find("section.details ol li").TextContent);
        Assert.Contains("The first 100 of 4,000", details.TextContent, StringComparison.Ordinal);
        Assert.Equal([("Copy ID", $"{list.Id}"), ("Copy numbers", string.Join('\n', list.Numbers.Select(n => $"+{n}")))],
            page.FindAll("section.details [data-copy]").Select(b => (b.TextContent, b.GetAttribute("data-copy")!)));
        Assert.Equal(("Send to this list", $"/t/{Team.Slug}/compose?kind=list&list={list.Id}"),
            (page.Find("section.details a.primary").TextContent, page.Find("section.details a.primary").GetAttribute("href")));
    }

    [Theory]
    [InlineData(Role.Viewer, Grants.None, false, false)]
    [InlineData(Role.Texter, Grants.None, false, true)]
    [InlineData(Role.Texter, Grants.Broadcast, true, false)]
    public async Task Only_who_may_broadcast_is_led_to_compose_and_a_texter_is_told_why_not(Role role, Grants grants, bool led, bool told)
    {
        Access = Access with { Role = role, Grants = grants };
        var list = (await Test.Get<HeymarketReads>().ListsAsync(Team.Id)).ValueOrDefault![0];
        var details = Open<ListsPage>($"?list={list.Id}").WaitForElement("section.details");
        Assert.Equal(led, details.QuerySelector("a.primary") is not null);
        Assert.Equal(told, details.TextContent.Contains("needs the permission Broadcast", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"id":1,"name":"Nobody yet","targets":{}}""", "Nobody is on this list")]
    [InlineData("""{"id":1,"name":"Channels","type":"contacts","targets":{}}""", "Heymarket does not tell")]
    [InlineData("""{"id":1,"name":"One","targets":["15105550142"]}""", "1 recipient")]
    public async Task Small_and_untold_sizes_are_said_in_words(string row, string words)
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/lists", $"[{row}]");
        Test.Get<SandboxAddress>().Value = server.Address;
        Assert.Contains(words, Open<ListsPage>("?list=1").WaitForElement("section.details").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_and_order_stand_in_the_address()
    {
        var ids = (await Test.Get<HeymarketReads>().ListsAsync(Team.Id)).ValueOrDefault!.ToDictionary(l => l.Name, l => l.Id);
        var page = Open<ListsPage>($"?search={ids["Newsletter"]}");
        page.WaitForElement("tbody tr");
        Assert.Equal(["Newsletter"], Names(page));

        page = Open<ListsPage>("?search=recalls+2026&sort=-updated");
        page.WaitForElement("tbody tr");
        Assert.Equal(["Recalls, February 2026", "Recalls, January 2026"], Names(page));

        page.Find("input[type=search]").Change(" nothing ");
        page.WaitForAssertion(() => Assert.Contains("search=nothing", Address, StringComparison.Ordinal));
        var empty = Open<ListsPage>("?search=nothing&sort=size").WaitForElement(".empty");
        Assert.Contains("None of the 10 lists fits the search", empty.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("?sort=size", empty.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_whose_lists_cannot_be_read_can_still_be_sent_to_by_id()
    {
        Sandbox.Switches = Sandbox.Switches with { ServeLists = false };
        var empty = Open<ListsPage>().WaitForElement(".empty");
        Assert.Contains("Lists cannot be read here", empty.TextContent, StringComparison.Ordinal);
        Assert.Contains("type its ID in Compose", empty.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/t/{Team.Slug}/compose?kind=list", empty.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Refresh_reads_again_and_a_failure_offers_it_too()
    {
        var page = Open<ListsPage>();
        page.WaitForElement("tbody tr");
        Sandbox.Switches = Sandbox.Switches with { ServeLists = false };
        page.FindAll("button").Single(b => b.TextContent.Trim() == "Refresh").Click();
        page.WaitForElement(".empty");
        Sandbox.Switches = Sandbox.Switches with { ServeLists = true, RequestsPerMinute = 1 };
        page.FindAll("button").Single(b => b.TextContent.Trim() == "Refresh").Click();
        Assert.Contains("The lists could not be read", page.WaitForElement("[role=alert]").TextContent, StringComparison.Ordinal);
        Sandbox.Switches = Sandbox.Switches with { RequestsPerMinute = 0 };
        page.FindAll("button").Single(b => b.TextContent == "Read again").Click();
        page.WaitForElement("tbody tr");
    }

    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    private static IEnumerable<string> Names(IRenderedComponent<ListsPage> page) => page.FindAll("tbody tr a.row").Select(a => a.TextContent);
}
