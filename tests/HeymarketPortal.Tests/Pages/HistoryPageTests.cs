using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.History;
using HeymarketPortal.Sending;
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
    [InlineData("(510) 555-0142")]
    [InlineData("+1 510 555 0142")]
    [InlineData("510.555.0142")]
    [InlineData("15105550142")]
    public async Task Who_texted_this_number_in_March_takes_one_search_and_one_date_range(string typed)
    {
        // The first and the last moment of March in Los Angeles, and those next to them.
        DateTimeOffset[] times = [.. ((string[])["2026-03-01T07:59:59Z", "2026-03-01T08:00:00Z", "2026-03-08T12:00:00Z", "2026-03-31T06:00:00Z", "2026-04-01T06:59:59Z", "2026-04-01T07:00:00Z"]).Select(time => DateTimeOffset.Parse(time, null))];
        Action<Send>[] reached =
        [
            send => send.AccountName = "Too early", send => send.AccountName = "Maya",
            send => (send.Kind, send.PhoneNumber, send.Targets, send.AccountName) = (SendKind.Group, null, ["14155550001", "15105550142"], "Ben"),
            send => (send.Kind, send.PhoneNumber, send.ListId, send.ListName, send.ListNumbers, send.AccountName) = (SendKind.List, null, 3310, "April Reminders", ["447911123456", "15105550142"], "Priya"),
            send => (send.PhoneNumber, send.ConversationId, send.ConversationNumber, send.AccountName) = (null, 70_001, "15105550142", "Luca"), send => send.AccountName = "Too late",
        ];
        foreach (var (at, reach) in times.Zip(reached))
        {
            await FillAsync(1, _ => at, reach);
            await FillAsync(1, _ => at, send => (send.PhoneNumber, send.AccountName) = ("15105550143", "Another number"));
        }

        var page = Open<HistoryPage>($"?search={Uri.EscapeDataString(typed)}&from=2026-03-01&to=2026-03-31");

        Assert.Equal(["Luca", "Priya", "Ben", "Maya"], page.WaitForElements("tbody tr").Select(row => row.Children[^1].TextContent));
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

        page.WaitForAssertion(() => Assert.EndsWith("?state=Unknown", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
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
    public async Task The_window_moves_down_and_up_and_never_holds_more_than_five_hundred_rows()
    {
        await FillAsync(HistoryWindow.Longest + (2 * HistoryQueries.Window));
        var page = Open<HistoryPage>();
        page.WaitForAssertion(() => Assert.Contains($"{HistoryQueries.Window} of", page.Find(".under").TextContent, StringComparison.Ordinal));
        for (var rows = 2 * HistoryQueries.Window; rows <= HistoryWindow.Longest + (2 * HistoryQueries.Window); rows += HistoryQueries.Window)
        {
            page.Find(".under [data-near]").Click();
            var last = HistoryWindow.Longest + (2 * HistoryQueries.Window) - rows;
            page.WaitForAssertion(() => Assert.Contains($"Text {last}.", page.FindAll("tbody tr")[^1].TextContent, StringComparison.Ordinal));
            Assert.Equal(Math.Min(rows, HistoryWindow.Longest), page.FindAll("tbody tr").Count);
        }
        Assert.Contains("500 of 700 shown", page.Find(".under").TextContent, StringComparison.Ordinal);

        page.Find(".newer [data-near]").Click();
        page.WaitForAssertion(() => Assert.Contains("Text 599.", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
        Assert.Equal(HistoryWindow.Longest, page.FindAll("tbody tr").Count);
        page.FindAll(".under button").Single(button => button.TextContent == "Go to the newest").Click();
        page.WaitForAssertion(() => Assert.Contains("Text 699.", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".newer"));
    }

    [Fact]
    public async Task Rows_that_are_asked_for_again_before_they_came_come_once()
    {
        await FillAsync(4 * HistoryQueries.Window);
        var page = Open<HistoryPage>();
        page.WaitForElement(".under [data-near]");
        // In one turn of the renderer, so that no drawing comes between two of them.
        await page.InvokeAsync(() =>
        {
            var older = page.Find(".under [data-near]");
            for (var again = 0; again < 20; again++)
            {
                _ = older.ClickAsync(new());
            }
        });

        page.WaitForAssertion(() => Assert.InRange(page.FindAll("tbody tr").Count, 2 * HistoryQueries.Window, 4 * HistoryQueries.Window));
        var ids = page.FindAll("tbody tr a.row").Select(row => row.GetAttribute("href")).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task A_date_to_go_to_begins_the_window_there_and_newer_rows_stay_within_reach()
    {
        await FillAsync(30, n => Test.Time.GetUtcNow().AddDays(n - 29));
        var page = Open<HistoryPage>("?day=2026-11-10");

        page.WaitForAssertion(() => Assert.Contains("Text 16.", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
        Assert.Equal(17, page.FindAll("tbody tr").Count);
        page.Find(".newer [data-near]").Click();
        page.WaitForAssertion(() => Assert.Equal(30, page.FindAll("tbody tr").Count));
        Assert.Contains("Nothing is as old as that", Open<HistoryPage>("?day=2020-01-01").WaitForElement(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Going_to_the_newest_takes_the_day_out_of_the_address()
    {
        await FillAsync(30, n => Test.Time.GetUtcNow().AddDays(n - 29));
        var navigation = Services.GetRequiredService<NavigationManager>();
        var page = Open<HistoryPage>("?kind=Individual&day=2026-11-10");
        page.WaitForAssertion(() => Assert.Contains("Text 16.", page.Find("tbody tr").TextContent, StringComparison.Ordinal));

        page.FindAll(".under button").Single(button => button.TextContent == "Go to the newest").Click();

        page.WaitForAssertion(() => Assert.Equal("?kind=Individual", new Uri(navigation.Uri).Query));
        Assert.Contains("Text 29.", Open<HistoryPage>(new Uri(navigation.Uri).Query).WaitForElement("tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_question_begins_at_the_top_and_a_day_at_its_rows()
    {
        await FillAsync(30, n => Test.Time.GetUtcNow().AddDays(n - 29));
        var page = Open<HistoryPage>();
        page.WaitForElement("tbody tr");
        Assert.Empty(JSInterop.Invocations["portal.toTop"]);

        page.Render(parameters => Services.GetRequiredService<NavigationManager>().NavigateTo($"/t/{Team.Slug}/history?state=Accepted"));
        page.WaitForAssertion(() => Assert.Equal([false], JSInterop.Invocations["portal.toTop"][0].Arguments));
        page.Render(parameters => Services.GetRequiredService<NavigationManager>().NavigateTo($"/t/{Team.Slug}/history?day=2026-11-10"));
        page.WaitForAssertion(() => Assert.Equal([true], JSInterop.Invocations["portal.toTop"][1].Arguments));
    }

    [Fact]
    public async Task Columns_with_nothing_to_show_are_left_out_and_stay_once_they_are_needed()
    {
        await FillAsync(2);
        var page = Open<HistoryPage>();
        Assert.Contains("no-sender no-delivery", page.WaitForElement("table.grid").ClassName, StringComparison.Ordinal);

        await FillAsync(1, change: send => (send.SenderName, send.Delivery) = ("Maya", Delivery.Delivered));
        Assert.Equal("grid", Open<HistoryPage>().WaitForElement("table.grid").ClassName!.Trim());
    }

    [Fact]
    public async Task More_than_a_thousand_are_not_counted_out()
    {
        await FillAsync(HistoryQueries.CountedTo + 2);

        var page = Open<HistoryPage>();

        page.WaitForAssertion(() => Assert.Contains("100 of 1,000+ shown", page.Find(".under").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("kind", "Survey", "Survey")]
    [InlineData("delivery", "OptedOut", "Opted out")]
    [InlineData("state", "NotFound", "Not at Heymarket")]
    public async Task Each_choice_narrows_the_rows_and_says_so_in_the_address(string name, string value, string word)
    {
        await FillAsync(3);
        await FillAsync(1, change: send => (send.Kind, send.Delivery, send.State, send.Text) = (SendKind.Survey, Delivery.OptedOut, SendState.NotFound, "The one"));
        var page = Open<HistoryPage>();
        page.WaitForElement("tbody tr");

        page.FindAll(".filters select").Single(select => select.QuerySelectorAll("option").Any(option => option.TextContent == word)).Change(value);

        page.WaitForAssertion(() => Assert.EndsWith($"?{name}={value}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        Assert.Contains("The one", Assert.Single(Open<HistoryPage>($"?{name}={value}").WaitForElements("tbody tr")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inboxes_and_people_to_choose_from_are_those_of_the_history_by_their_latest_name()
    {
        await FillAsync(1, change: send => (send.InboxId, send.InboxName, send.AccountId, send.AccountName) = (413, "Old name", 8, "Kofi"));
        await FillAsync(1, change: send => (send.InboxId, send.InboxName, send.AccountId, send.AccountName) = (413, "Front desk", 9, "Maya"));
        await FillAsync(1, change: send => (send.InboxId, send.InboxName, send.AccountId, send.AccountName, send.Text) = (414, "Billing", 8, "Kofi", "The one"));

        var page = Open<HistoryPage>("?inbox=414&by=8");

        Assert.Contains("The one", Assert.Single(page.WaitForElements("tbody tr")).TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal(["Any", "Billing", "Front desk"], page.FindAll(".filters label").Single(label => label.TextContent.StartsWith("Inbox", StringComparison.Ordinal)).QuerySelectorAll("option").Select(option => option.TextContent)));
        Assert.Equal(["Anyone", "Kofi", "Maya"], page.FindAll(".filters label").Single(label => label.TextContent.StartsWith("Sent by", StringComparison.Ordinal)).QuerySelectorAll("option").Select(option => option.TextContent));
    }

    [Fact]
    public async Task Hostile_and_unusual_texts_survive_the_grid_the_search_and_the_details()
    {
        string[] texts =
        [
            "<script>alert('x')</script><img src=x onerror=alert(1)>", "=HYPERLINK(\"http://evil.example\")", "שלום עולם, مرحبا \u202Eback\u202C", "Party 🎉👩‍👩‍👧 tonight",
            string.Join(' ', Enumerable.Range(0, 200).Select(n => $"part{n}")), "Zero\u200Bwidth {{first_name}} %_\\",
        ];
        foreach (var text in texts)
        {
            await FillAsync(1, change: send => (send.Text, send.MessageId) = (text, long.MaxValue));
        }

        var page = Open<HistoryPage>($"?search={long.MaxValue}");

        Assert.Equal(texts.Length, page.WaitForElements("tbody tr").Count);
        Assert.Equal(texts.Reverse(), page.FindAll("td.c bdi").Select(cell => cell.TextContent));
        Assert.All(page.FindAll("tbody tr"), row => Assert.Contains("9223372036854775807", row.TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("script, img"));
        foreach (var (search, text) in ((string[])["onerror", "HYPERLINK evil", "עולם", "party 🎉", "part199 part0", "zero first_name"]).Zip(texts))
        {
            Assert.Equal(text, Assert.Single(Open<HistoryPage>($"?search={Uri.EscapeDataString(search)}").WaitForElements("td.c bdi")).TextContent);
        }
        var id = await Test.ReadAsync(Team.Id, db => db.Sends.Where(s => s.Text == texts[0]).Select(s => s.Id).SingleAsync());
        Assert.Equal(texts[0], Open<SendPage>("", ("Id", id)).WaitForElement(".said .quote").TextContent);
    }

    private Task<bool> FillAsync(int count, Func<int, DateTimeOffset>? at = null, Action<Send>? change = null) => Test.WriteAsync(Team.Id, db =>
    {
        var now = Test.Time.GetUtcNow();
        for (var n = 0; n < count; n++)
        {
            var send = new Send
            {
                TeamId = Team.Id, State = SendState.Accepted, StateAt = now, LocalId = Guid.NewGuid().ToString(), RequestId = Guid.NewGuid(), RateKey = RateKey, InboxId = InboxId, SenderId = SenderId,
                PhoneNumber = "15105550142", Text = $"Text {n}.", CreatedAt = at?.Invoke(n) ?? now, DueAt = now, NotAfter = now, AccountId = Account.Id, AccountName = "ada",
            };
            change?.Invoke(send);
            db.Sends.Add(send);
        }
        return Task.FromResult(true);
    });
}
