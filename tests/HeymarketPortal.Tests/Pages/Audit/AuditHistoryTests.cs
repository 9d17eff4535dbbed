using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Audit;
using HeymarketPortal.Pages.Frame;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Pages.Audit;

public class AuditHistoryTests : PageContext
{
    private static readonly DateOnly Day = new(2026, 11, 23);

    private AuditHistoryQueries Queries => Test.Get<AuditHistoryQueries>();

    [Fact]
    public async Task An_auditor_finds_who_texted_a_number_in_every_team_and_leaves_a_trace_without_it()
    {
        var auditor = await AuditorAsync();
        await ConfirmAsync("15105550142", "From the first team");
        await CopyToAsync("bakery", "From the second team");
        await ConfirmAsync("15105550177", "To somebody else");

        var found = await Queries.ReadAsync(auditor.Id, new("15105550142", Day, Day), null);

        Assert.Equal([("Bakery", "From the second team"), (Team.Name, "From the first team")], found!.Select(line => (line.Team, line.Send.Message)));
        var entry = await Test.ReadAsync(null, db => db.AuditEntries.SingleAsync(e => e.Action == "history.audited"));
        Assert.Equal((AuditTrail.Portal, auditor.Id, "from=2026-11-23 to=2026-11-23 number=one"), (entry.Chain, entry.AccountId, entry.Detail));
    }

    [Fact]
    public async Task A_number_is_found_in_groups_and_in_lists_as_they_were_and_days_bound_the_answer()
    {
        var auditor = await AuditorAsync();
        await StoreAsync(new SendForm { Kind = SendKind.Group, Numbers = ["15105550142", "15105550177"], Text = "To a group" });
        await StoreAsync(new SendForm { Kind = SendKind.List, Target = SendTarget.List, ListId = "3310", Text = "To a list" });

        var found = await Queries.ReadAsync(auditor.Id, new("15105550142", Day, Day), null);

        Assert.Equal(["To a list", "To a group"], found!.Select(line => line.Send.Message));
        Assert.Empty((await Queries.ReadAsync(auditor.Id, new("15105550142", Day.AddDays(-9), Day.AddDays(-1)), null))!);
        Assert.Empty((await Queries.ReadAsync(auditor.Id, new("15105550142", Day.AddDays(1), Day.AddDays(9)), null))!);
        Assert.Equal(["To a group"], (await Queries.ReadAsync(auditor.Id, new(null, Day, Day), found![0].Send.Id))!.Select(line => line.Send.Message));
    }

    [Theory]
    [InlineData("+1 (510) 555-0142")]
    [InlineData("510.555.0142")]
    [InlineData("5105550142")]
    [InlineData("001 510 555 0142")]
    [InlineData("555-0142")]
    public async Task However_it_is_typed_a_number_is_found_with_or_without_its_country_and_nothing_that_only_names_it(string typed)
    {
        var auditor = await AuditorAsync();
        await ConfirmAsync("15105550142", "To that number");
        await ConfirmAsync("15105550177", "Call 15105550142 or 510 555 0142");
        var form = new AuditForm(Day) { Number = typed };

        var found = await Queries.ReadAsync(auditor.Id, form.Check()!, null);

        Assert.Equal(["To that number"], found!.Select(line => line.Send.Message));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("0142")]
    [InlineData("1234567890123456")]
    [InlineData("Dana 15105550142")]
    public void What_is_no_number_is_not_searched_for(string typed)
    {
        var form = new AuditForm(Day) { Number = typed };

        Assert.Null(form.Check());
        Assert.NotNull(form.NumberProblem);
    }

    [Fact]
    public async Task Days_of_any_year_are_asked_for()
    {
        var auditor = await AuditorAsync();
        await ConfirmAsync();

        Assert.Single((await Queries.ReadAsync(auditor.Id, new AuditForm(Day) { From = DateOnly.MinValue, To = DateOnly.MaxValue }.Check()!, null))!);
    }

    [Fact]
    public async Task Nobody_else_reads_anything_not_even_an_administrator_and_nothing_is_noted()
    {
        var administrator = await Test.AddAccountAsync("root@example.com", administrator: true);
        var auditor = await AuditorAsync();
        await Test.Database.WriteAsync(null, db => db.Users.Where(a => a.Id == auditor.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.DisabledAt, Test.Time.GetUtcNow())));
        await ConfirmAsync();

        Assert.Null(await Queries.ReadAsync(administrator.Id, new(null, Day, Day), null));
        Assert.Null(await Queries.ReadAsync(Account.Id, new(null, Day, Day), null));
        Assert.Null(await Queries.ReadAsync(auditor.Id, new(null, Day, Day), null));
        Assert.False(await Test.ReadAsync(null, db => db.AuditEntries.AnyAsync(e => e.Action == "history.audited")));
    }

    [Fact]
    public async Task An_auditor_changes_nothing_in_a_team()
    {
        var auditor = await AuditorAsync();
        var id = await ConfirmAsync();

        Assert.NotNull(await Test.Get<Ledger>().CancelAsync(new Actor(auditor.Id, Team.Id), id));
        Assert.NotNull((await Test.Get<LedgerAgain>().SendAsync(new Actor(auditor.Id, Team.Id), [id])).Refusal);
        Assert.NotEqual(SendState.Cancelled, await Test.ReadAsync(Team.Id, db => db.Sends.Select(s => s.State).SingleAsync()));
    }

    [Fact]
    public async Task The_page_reads_when_it_is_asked_and_offers_nothing_but_to_read()
    {
        var auditor = await AuditorAsync();
        await ConfirmAsync("15105550142", "See you at nine");
        var page = Render<AuditHistoryPage>(p => p.AddCascadingValue(new FrameAccount(auditor.Id, "Ida", false, true)));
        Assert.Empty(page.FindAll("table"));

        page.Find("#audit-number").Input("soon");
        await page.Find("form").SubmitAsync();
        Assert.Contains("This is no phone number.", page.Find("#audit-number-note").TextContent, StringComparison.Ordinal);
        page.Find("#audit-number").Input("+1 (510) 555-0142");
        await page.Find("form").SubmitAsync();

        var row = page.WaitForElement("tbody tr");
        Assert.Contains("See you at nine", row.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("tbody a, tbody button"));
    }

    private async Task<Account> AuditorAsync()
    {
        var ida = await Test.AddAccountAsync("ida@example.com");
        await Test.Database.WriteAsync(null, db => db.Users.Where(a => a.Id == ida.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Auditor, true)));
        return ida;
    }

    private async Task CopyToAsync(string slug, string text)
    {
        var other = await Test.AddTeamAsync(slug);
        var send = await Test.ReadAsync(Team.Id, db => db.Sends.AsNoTracking().FirstAsync());
        (send.Id, send.TeamId, send.LocalId, send.RequestId, send.Text) = (0, other.Id, Guid.NewGuid().ToString(), Guid.NewGuid(), text);
        await Test.Database.WriteAsync(other.Id, db => Task.FromResult(db.Sends.Add(send)));
    }
}
