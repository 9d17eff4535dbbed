using System.Globalization;
using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Outbox;
using HeymarketPortal.Sending;
using HeymarketPortal.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace HeymarketPortal.Tests.Pages;

/// <summary>What waits for a person, with its evidence, and what may be sent again.</summary>
public class NeedsReviewTests : PageContext
{
    private LedgerEvidence Evidence => Test.Get<LedgerEvidence>();

    [Fact]
    public async Task What_looks_like_it_at_Heymarket_stands_beside_what_was_sent()
    {
        var id = await UnknownAsync();
        var seen = new SeenMessage(9980037, "sent", Test.Time.GetUtcNow().AddSeconds(2), "Where are you?");
        await Evidence.ProbableAsync((await Evidence.FindAsync(Team.Id, id))!, new Sighting(seen.Id, seen.Date, null, seen.Note), null);

        var page = Open<OutboxPage>();

        var rows = page.WaitForElement("table.ev").QuerySelectorAll("tbody tr").ToDictionary(
            row => row.QuerySelector("th")!.TextContent, row => string.Join(" | ", row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim())));
        Assert.Equal("Where are you? | Same: Where are you?", rows["Text"]);
        Assert.StartsWith("Same: ", rows["Time"].Split(" | ")[1], StringComparison.Ordinal);
        Assert.EndsWith("Heymarket did not echo one", rows["Local id"], StringComparison.Ordinal);
        Assert.Equal("None came back | 9980037", rows["Message ID"]);
        Assert.Contains("Probably arrived. Do not send it again.", page.Find(".verdict").TextContent, StringComparison.Ordinal);
        Assert.Contains("Looked for once", page.Find(".looks").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button[aria-label^='Send again']"));
    }

    [Fact]
    public async Task Another_text_beside_it_differs()
    {
        var id = await UnknownAsync();
        var seen = new SeenMessage(9979984, "failed: landline", Test.Time.GetUtcNow().AddMinutes(-29), "Thanks, see you Thursday!");
        await Evidence.ProbableAsync((await Evidence.FindAsync(Team.Id, id))!, new Sighting(seen.Id, seen.Date, null, seen.Note), null);

        var page = Open<OutboxPage>();

        Assert.Equal(2, page.WaitForElement("table.ev").QuerySelectorAll(".match[data-meaning=attention]").Length);
        Assert.Contains("Differs: Thanks, see you Thursday!", page.Find("table.ev").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_now_asks_at_once_and_the_page_says_so()
    {
        var id = await UnknownAsync();
        var page = Open<OutboxPage>();
        Assert.Contains("Looks again", page.WaitForElement("article.case header").TextContent, StringComparison.Ordinal);

        page.Find("button[aria-label^='Check now']").Click();

        page.WaitForAssertion(() => Assert.Contains("Looking now", page.Find("article.case header").TextContent, StringComparison.Ordinal));
        Assert.Equal(Test.Time.GetUtcNow(), (await SendAsync(id)).CheckAt);
    }

    [Fact]
    public async Task When_the_portal_has_given_up_looking_it_says_so_and_still_offers_nothing_that_doubles_a_text()
    {
        var id = await UnknownAsync();
        await SetAsync(id, set => set.SetProperty(s => s.CheckAt, (DateTimeOffset?)null).SetProperty(s => s.Checks, 5).SetProperty(s => s.CheckedAt, Test.Time.GetUtcNow()));

        var page = Open<OutboxPage>();

        Assert.Contains("The portal has looked for it, and could not tell", page.WaitForElement(".verdict").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Looks again", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button[aria-label^='Send again']"));
    }

    [Fact]
    public async Task Not_at_Heymarket_is_sent_again_as_a_linked_send_and_both_are_audited()
    {
        var id = await NotFoundAsync();
        var page = Open<OutboxPage>();

        page.WaitForElement("button[aria-label^='Send again to']").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("article.case")));
        var again = await Test.ReadAsync(Team.Id, db => db.Sends.SingleAsync(s => s.AgainOf == id));
        Assert.Equal((SendState.Closed, SendState.Queued), ((await SendAsync(id)).State, again.State));
        Assert.Equal($"/t/{Team.Slug}/history/{again.Id}", page.WaitForElement("#news").GetAttribute("href"));
        Assert.Contains($"send.again send:{again.Id} of={id}", await AuditAsync());
    }

    [Fact]
    public async Task Not_at_Heymarket_can_be_closed_instead_and_that_is_audited()
    {
        var id = await NotFoundAsync();
        var page = Open<OutboxPage>();

        page.WaitForElement("button[aria-label^='Close the text']").Click();

        page.WaitForAssertion(() => Assert.Contains("Closed: ", page.Find(".says").TextContent, StringComparison.Ordinal));
        Assert.Contains($"send.closed send:{id} ", await AuditAsync());
        Assert.Equal(1, await Test.ReadAsync(Team.Id, db => db.Sends.CountAsync()));
    }

    [Fact]
    public async Task A_list_that_is_not_at_Heymarket_is_composed_again()
    {
        var id = await StoreAsync(new SendForm { Kind = SendKind.List, ListId = "3310", Text = "Closed on Friday" });
        await SetAsync(id, set => set.SetProperty(s => s.State, SendState.NotFound));

        var page = Open<OutboxPage>();

        Assert.Equal($"/t/{Team.Slug}/compose?again={id}", page.WaitForElement("a[aria-label^='Compose again']").GetAttribute("href"));
        Assert.Empty(page.FindAll("input[type=checkbox], button[aria-label^='Send again']"));
    }

    [Fact]
    public async Task After_a_failure_of_many_the_chosen_go_again_and_the_rest_is_named_with_its_reason()
    {
        var dialogs = Render<MudProviders>();
        List<long> failed = [];
        for (var i = 0; i < 4; i++)
        {
            failed.Add(await ConfirmAsync($"1510555014{i}"));
            await SetAsync(failed[i], set => set.SetProperty(s => s.State, i == 0 ? SendState.NotFound : SendState.Rejected));
        }
        await UnknownAsync();
        await AcceptedAsync("15105550199");
        var page = Open<OutboxPage>();
        Assert.Equal("Select all 4 that never reached anybody", page.WaitForElement(".chosen label").TextContent.Trim());
        Assert.True(page.Find("#send-again").HasAttribute("disabled"));

        page.Find(".chosen input").Change(true);
        Assert.Equal("Send again (4)", page.Find("#send-again").TextContent);
        page.Find("input[aria-label='Select the text to +1 510 555 0141, Rejected']").Change(false);
        Assert.Equal("Send again (3)", page.Find("#send-again").TextContent);
        // Meanwhile somebody composes one of them once more.
        await ConfirmAsync("15105550143");
        page.Find("#send-again").Click();
        dialogs.WaitForAssertion(() => Assert.Contains("2 texts will leave once more", dialogs.Find(".dialog").TextContent, StringComparison.Ordinal));
        Assert.Contains("1 text left out: the same text went to the same recipient", dialogs.Find(".dialog").TextContent, StringComparison.Ordinal);
        dialogs.Find(".dialog .danger").Click();

        page.WaitForAssertion(() => Assert.Contains("1 text left out: the same text went", page.Find(".says").TextContent, StringComparison.Ordinal));
        Assert.Equal([failed[0], failed[2]], await Test.ReadAsync(Team.Id, db => db.Sends.Where(s => s.AgainOf != null).OrderBy(s => s.Id).Select(s => s.AgainOf!.Value).ToListAsync()));
    }

    [Fact]
    public async Task What_did_not_go_leaves_the_list_once_it_was_sent_again_or_after_a_week()
    {
        var old = await ConfirmAsync();
        await SetAsync(old, set => set.SetProperty(s => s.State, SendState.NotSent).SetProperty(s => s.StateAt, Test.Time.GetUtcNow().AddDays(-8)));
        var young = await ConfirmAsync("15105550143");
        await SetAsync(young, set => set.SetProperty(s => s.State, SendState.Expired).SetProperty(s => s.StateAt, Test.Time.GetUtcNow()));
        Assert.Equal([young], await DidNotGoAsync(Team.Id));
        Assert.Empty(await DidNotGoAsync((await Test.AddTeamAsync("bakery")).Id));

        await Test.Get<LedgerAgain>().SendAsync(Access.Actor, [young]);

        Assert.Empty(await DidNotGoAsync(Team.Id));
    }

    private async Task<IEnumerable<long>> DidNotGoAsync(long teamId) => (await Test.Get<OutboxQueries>().ReadAsync(teamId)).DidNotGo.Sends.Select(s => s.Id);

    private async Task<long> NotFoundAsync()
    {
        var id = await UnknownAsync();
        await SetAsync(id, set => set.SetProperty(s => s.State, SendState.NotFound));
        Test.Time.Advance(TimeSpan.FromMinutes(11));
        return id;
    }

    private Task<int> SetAsync(long id, Action<UpdateSettersBuilder<Send>> set) =>
        Test.WriteAsync(Team.Id, db => db.Sends.Where(s => s.Id == id).ExecuteUpdateAsync(set));

    private Task<Send> SendAsync(long id) => Test.ReadAsync(Team.Id, db => db.Sends.AsNoTracking().SingleAsync(s => s.Id == id));

    private Task<List<string>> AuditAsync() => Test.ReadAsync(null, db => db.AuditEntries.Where(e => e.Chain == Team.Id)
        .Select(e => e.Action + " " + e.Subject + " " + e.Detail).ToListAsync());
}
