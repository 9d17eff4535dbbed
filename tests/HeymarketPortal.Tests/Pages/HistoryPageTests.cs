using Bunit;
using HeymarketPortal.Pages.History;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Pages;

public class HistoryPageTests : PageContext
{
    [Fact]
    public void An_empty_history_says_what_will_be_here()
    {
        var page = Open<HistoryPage>();

        Assert.Contains("No texts yet", page.WaitForElement(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_shows_state_id_and_gallery_link_and_leads_to_its_details()
    {
        var id = await AcceptedAsync("15105550142", "See <b>you</b>");
        var send = await Test.ReadAsync(Team.Id, db => db.Sends.SingleAsync());

        var page = Open<HistoryPage>();

        var row = page.WaitForElement("tbody tr");
        Assert.Contains("+1 510 555 0142", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("See <b>you</b>", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Accepted", row.TextContent, StringComparison.Ordinal);
        Assert.Contains($"{send.MessageId}", row.TextContent, StringComparison.Ordinal);
        Assert.NotNull(row.QuerySelector($"a[href='/t/{Team.Slug}/history/{id}']"));
        Assert.NotNull(row.QuerySelector("a[href^='/sandbox/conversations/'][rel='noopener noreferrer']"));
    }

    [Theory]
    [InlineData("?search=umbrella", "umbrella")]
    [InlineData("?search=UMBRELLA", "umbrella")]
    [InlineData("?search=(510)+555-0143", "0143")]
    [InlineData("?state=Accepted", "0142")]
    [InlineData("?state=Accepted&search=Hi", "0142")]
    public async Task The_address_says_what_is_shown(string query, string only)
    {
        await AcceptedAsync();
        await ConfirmAsync("15105550143", "Bring an umbrella");

        var page = Open<HistoryPage>(query);

        var row = page.WaitForElement("tbody tr");
        Assert.Single(page.FindAll("tbody tr"));
        Assert.Contains(only, row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_id_and_a_local_id_find_their_send_and_wildcards_are_text()
    {
        await AcceptedAsync();
        var send = await Test.ReadAsync(Team.Id, db => db.Sends.SingleAsync());

        Assert.Single(Open<HistoryPage>($"?search={send.MessageId}").WaitForElements("tbody tr"));
        Assert.Single(Open<HistoryPage>($"?search={send.LocalId}").WaitForElements("tbody tr"));
        Assert.Contains("Nothing matches", Open<HistoryPage>("?search=%25").WaitForElement(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_are_days_of_the_team()
    {
        // 15:00 UTC on 23 November is 07:00 in Los Angeles.
        await AcceptedAsync();

        Assert.Single(Open<HistoryPage>("?from=2026-11-23&to=2026-11-23").WaitForElements("tbody tr"));
        Assert.Contains("Nothing matches", Open<HistoryPage>("?to=2026-11-22").WaitForElement(".empty").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?from=abc&state=Nonsense")]
    [InlineData("?from=20266-01-01")]
    [InlineData("?from=0001-01-01&to=9999-12-31")]
    public async Task A_day_that_is_none_in_the_address_counts_as_absent(string query)
    {
        await AcceptedAsync();

        Assert.Single(Open<HistoryPage>(query).WaitForElements("tbody tr"));
    }

    [Fact]
    public async Task A_filter_goes_into_the_address()
    {
        await AcceptedAsync();
        var page = Open<HistoryPage>();
        page.WaitForElement("tbody tr");

        page.Find(".filters select").Change("Unknown");

        Assert.EndsWith("?state=Unknown", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_happens_meanwhile_moves_in_place_and_new_sends_are_only_counted()
    {
        await ConfirmAsync();
        var page = Open<HistoryPage>();
        Assert.Contains("Queued", page.WaitForElement("tbody tr").TextContent, StringComparison.Ordinal);

        await CarryAsync();
        page.WaitForAssertion(() => Assert.Contains("Accepted", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
        await ConfirmAsync("15105550143", "Second");

        page.WaitForAssertion(() => Assert.Equal("1 new", page.Find(".newer button").TextContent.Trim()));
        Assert.Single(page.FindAll("tbody tr"));
        page.Find(".newer button").Click();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
    }

    [Fact]
    public async Task Older_windows_are_added_below()
    {
        for (var i = 0; i < HistoryQueries.Window + 5; i++)
        {
            await ConfirmAsync(text: $"Text {i}");
        }
        var page = Open<HistoryPage>();
        Assert.Equal(HistoryQueries.Window, page.WaitForElements("tbody tr").Count);

        page.Find(".under button").Click();

        page.WaitForAssertion(() => Assert.Equal(HistoryQueries.Window + 5, page.FindAll("tbody tr").Count));
        Assert.Contains("Text 0", page.FindAll("tbody tr")[^1].TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".under button"));
    }
}
