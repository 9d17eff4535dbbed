using System.Text.RegularExpressions;
using Bunit;
using HeymarketPortal.Accounts;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Audit;
using HeymarketPortal.Pages.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Pages.Audit;

public sealed partial class TeamAuditPageTests : PageContext
{
    [Fact]
    public async Task Entries_say_who_did_what_and_lead_to_the_send()
    {
        var id = await ConfirmAsync();
        var page = Open<TeamAuditPage>();

        var row = page.WaitForElements("tbody tr")[0];
        Assert.Contains("Confirmed a text", row.TextContent, StringComparison.Ordinal);
        Assert.Contains(Account.Name, row.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/t/{Team.Slug}/history/{id}", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.DoesNotContain("5105550142", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Older_ones_come_when_asked_for_each_once()
    {
        await AddAsync(AuditQueries.Window + 20);
        var page = Open<TeamAuditPage>();
        Assert.Equal(AuditQueries.Window, page.WaitForElements("tbody tr").Count);

        await page.InvokeAsync(() => page.FindAll("button").Single(b => b.TextContent == "Show older").ClickAsync(new()));

        var all = page.FindAll("tbody tr td:first-child").Select(cell => long.Parse(cell.TextContent, null)).ToList();
        Assert.Equal(all.Count, await Test.ReadAsync(null, db => db.AuditEntries.CountAsync(e => e.Chain == Team.Id)));
        Assert.Equal(Enumerable.Range(1, all.Count).Reverse().Select(n => (long)n), all);
        Assert.DoesNotContain("Show older", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT 1", "entries hold")]
    [InlineData("UPDATE AuditEntries SET AccountId = 99 WHERE Sequence = 3 AND Chain > 0", "The chain does not hold from entry 3 on")]
    [InlineData("DELETE FROM AuditEntries WHERE Sequence = 4 AND Chain > 0", "The chain does not hold from entry 4 on")]
    public async Task Verify_chain_says_whether_it_holds(string crime, string words)
    {
        await AddAsync(5);
        await Test.ReadAsync(null, db => db.Database.ExecuteSqlRawAsync(crime));
        var page = Open<TeamAuditPage>();
        page.WaitForElement("tbody tr");

        await page.InvokeAsync(() => page.FindAll("button").Single(b => b.TextContent == "Verify chain").ClickAsync(new()));

        Assert.Contains(words, page.WaitForElement(".says h2").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_the_members_is_an_entry_and_reading_them_again_is_none()
    {
        Services.AddSingleton(_ => new AccountLinks(Test.Database, Test.Get<AuditTrail>(), Test.Time));
        var page = Open<MembersPage>();
        page.WaitForElement("td.a");

        Assert.Equal(1, await Test.ReadAsync(null, db => db.AuditEntries.CountAsync(e => e.Chain == Team.Id && e.Action == "members.read" && e.AccountId == Account.Id)));
    }

    [Fact]
    public void Every_action_that_is_audited_has_words()
    {
        var actions = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Action().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToHashSet();
        Assert.Contains("send.confirmed", actions);
        Assert.Contains("account.made-auditor", actions);
        Assert.All(actions, action => Assert.True(EntryWords.Has(action), $"{action} has no words in EntryWords."));
    }

    private async Task AddAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Test.Database.WriteAsync(Team.Id, db => Test.Get<AuditTrail>().AddAsync(db, Team.Id, Account.Id, "member.role", "account:7", "role=Texter"));
        }
    }

    [GeneratedRegex("\"((?:account|apikey|drafts|history|invitation|member|members|password|reset|retention|send|sends|team|webhook)\\.[a-z]+(?:-[a-z]+)*)\"")]
    private static partial Regex Action();
}
