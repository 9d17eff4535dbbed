using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.History;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Pages.History;

public sealed class ExportPartTests : PageContext
{
    private Exports Exports => Test.Get<Exports>();

    [Fact]
    public void Both_formats_take_the_filters_of_the_address_and_are_left_to_the_browser()
    {
        var entries = Open<HistoryPage>("?state=Accepted&search=%2B1+510").FindAll(".head [role=menu] a[download]");

        Assert.Equal(["CSV", "XLSX"], entries.Select(entry => entry.TextContent.Trim()));
        Assert.Equal(
            ["csv", "xlsx"],
            entries.Select(entry => new Uri(new("http://x"), entry.GetAttribute("href"))).Select(address =>
            {
                Assert.Equal($"/t/{Team.Slug}/history/export", address.AbsolutePath);
                var query = System.Web.HttpUtility.ParseQueryString(address.Query);
                Assert.Equal(("Accepted", "+1 510"), (query["state"], query["search"]));
                return query["format"];
            }));
    }

    [Fact]
    public void Who_may_not_export_is_not_offered_it()
    {
        Access = Access with { Role = Role.Texter };
        Assert.Empty(Open<HistoryPage>().FindAll(".head .acts button"));

        Access = Access with { Grants = Grants.Export };
        Assert.Equal("Export", Open<HistoryPage>().Find(".head .acts > button").TextContent.Trim());
    }

    [Fact]
    public async Task One_under_way_shows_how_far_it_is_and_can_be_cancelled_while_no_other_begins()
    {
        var page = Open<HistoryPage>();
        using var run = Exports.TryStart(Access, ExportFormat.Csv)!;
        Test.Time.Advance(TimeSpan.FromSeconds(10));
        run.Moved(250_000, .25);

        page.WaitForAssertion(() => Assert.Equal("250,000 rows, about 30 s left", page.Find(".export span").TextContent));
        Assert.Equal("0.25", page.Find("progress[aria-label=Export]").GetAttribute("value"));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".head a[download]")));
        await page.InvokeAsync(() => page.FindAll(".export button").Single(button => button.TextContent == "Cancel").Click());
        Assert.True(run.Cancelled.IsCancellationRequested);

        run.End(ExportState.Cancelled);
        page.WaitForAssertion(() => Assert.Equal("Export cancelled after 250,000 rows. The file is not whole.", page.Find(".export").TextContent.Trim()));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".head a[download]").Count));
        await page.InvokeAsync(() => page.Find(".export button[aria-label=Hide]").Click());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".export")));
    }

    [Fact]
    public void A_page_opened_meanwhile_shows_it_too_and_its_end_is_spoken()
    {
        using var run = Exports.TryStart(Access, ExportFormat.Xlsx)!;
        var page = Open<HistoryPage>();
        Assert.Equal("0 rows", page.Find(".export span").TextContent);

        run.Moved(1, 1);
        run.End(ExportState.Done);

        page.WaitForAssertion(() => Assert.Equal("Exported 1 row", page.Find(".export").TextContent.Trim()));
        page.WaitForAssertion(() => Assert.Contains(JSInterop.Invocations["portal.say"], said => said.Arguments is ["Exported 1 row"]));
    }
}
