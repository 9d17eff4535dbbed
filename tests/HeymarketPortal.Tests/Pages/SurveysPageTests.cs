using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pages.Surveys;
using HeymarketPortal.Tests.Heymarket;

namespace HeymarketPortal.Tests.Pages;

public class SurveysPageTests : PageContext
{
    [Fact]
    public async Task Every_survey_is_a_row_with_its_type_and_question()
    {
        var expected = (await Test.Get<HeymarketReads>().SurveysAsync(Team.Id)).ValueOrDefault!.OrderBy(survey => survey.Name).ToList();
        var page = Open<SurveysPage>();
        page.WaitForElement("tbody tr");
        Assert.Equal(["Name, sorted ascending", "Type", "Question", "ID"], page.FindAll("th a").Select(a => a.GetAttribute("aria-label") ?? a.TextContent.Trim()));
        Assert.Equal(expected.Select(s => $"{s.Name}|{s.Type!.ToUpperInvariant()}|{s.Question}|{s.Id}"),
            page.FindAll("tbody tr").Select(row => string.Join('|', row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()))));
        Assert.Empty(page.FindAll("[type=checkbox]"));
    }

    [Fact]
    public async Task Details_lead_to_compose_for_those_who_may_send()
    {
        var id = (await Test.Get<HeymarketReads>().SurveysAsync(Team.Id)).ValueOrDefault![0].Id;
        var details = Open<SurveysPage>($"?survey={id}").WaitForElement("section.details");
        Assert.Equal(("Send this survey", $"/t/{Team.Slug}/compose?kind=survey&survey={id}"),
            (details.QuerySelector("a.primary")!.TextContent, details.QuerySelector("a.primary")!.GetAttribute("href")));
        Assert.Contains("how likely are you to recommend us?", details.TextContent, StringComparison.Ordinal);

        Access = Access with { Role = Role.Viewer };
        Assert.Null(Open<SurveysPage>($"?survey={id}").WaitForElement("section.details").QuerySelector("a.primary"));
    }

    [Fact]
    public async Task A_survey_of_which_little_is_told_is_still_a_row()
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/surveys", """[{"id":4,"name":"Short","type":"stars"}]""");
        Test.Get<SandboxAddress>().Value = server.Address;
        var details = Open<SurveysPage>("?survey=4&search=STARS").WaitForElement("section.details");
        Assert.Contains("Stars", details.TextContent, StringComparison.Ordinal);
        Assert.Contains("Heymarket does not tell", details.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_without_surveys_and_one_that_cannot_tell_them_are_told_apart()
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/surveys", "null");
        Test.Get<SandboxAddress>().Value = server.Address;
        Assert.Contains("No surveys", Open<SurveysPage>().WaitForElement(".empty").TextContent, StringComparison.Ordinal);

        server.Says("/v1/surveys", "", 404);
        var page = Open<SurveysPage>();
        page.FindAll("button").Single(b => b.TextContent.Trim() == "Refresh").Click();
        Assert.Contains("This Heymarket account does not let its surveys be read here (404).", page.WaitForElement("[role=alert]").TextContent, StringComparison.Ordinal);
    }
}
