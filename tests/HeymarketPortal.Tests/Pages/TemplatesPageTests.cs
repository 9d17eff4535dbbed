using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pages.Templates;
using HeymarketPortal.Tests.Heymarket;

namespace HeymarketPortal.Tests.Pages;

public class TemplatesPageTests : PageContext
{
    [Fact]
    public void Every_template_that_is_not_archived_is_a_row()
    {
        var page = Open<TemplatesPage>();
        page.WaitForElement("tbody tr");
        Assert.Equal(["Name, sorted ascending", "Text", "Media", "Updated", "ID"], page.FindAll("th a").Select(a => a.GetAttribute("aria-label") ?? a.TextContent.Trim()));
        Assert.Equal(37, page.FindAll("tbody tr").Count);
        Assert.DoesNotContain("Holiday hours 2024", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Hi {{first_name}}, a reminder of your annual visit tomorrow.", page.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_search_looks_into_the_text_and_the_switch_shows_archived_ones()
    {
        var page = Open<TemplatesPage>("?search=december+26");
        Assert.Contains("No templates match", page.WaitForElement(".empty").TextContent, StringComparison.Ordinal);
        page = Open<TemplatesPage>("?search=december+26&archived=yes");
        page.WaitForElement("tbody tr");
        Assert.Equal(["Holiday hours 2024"], page.FindAll("tbody a.row").Select(a => a.TextContent));
        Assert.Equal("Archived", page.Find("tbody .state").TextContent);
    }

    [Fact]
    public async Task Details_mark_the_tokens_and_lead_to_compose()
    {
        var template = await TemplateAsync("Results ready");
        var page = Open<TemplatesPage>($"?template={template.Id}");
        page.WaitForElement("section.details");
        Assert.Equal(template.Text, page.Find("section.details .quote").TextContent);
        Assert.Equal(["{{first_name}}", "{{last_name}}"], page.FindAll("section.details mark").Select(m => m.TextContent));
        Assert.Equal($"{template.Id}", page.Find("section.details [data-copy]").GetAttribute("data-copy"));
        Assert.Equal(("Use this template", $"/t/{Team.Slug}/compose?kind=individual&template={template.Id}"),
            (page.Find("section.details a.primary").TextContent, page.Find("section.details a.primary").GetAttribute("href")));

        Access = Access with { Role = Role.Viewer };
        Assert.Null(Open<TemplatesPage>($"?template={template.Id}").WaitForElement("section.details").QuerySelector("a.primary"));
    }

    [Fact]
    public async Task A_picture_is_a_link_that_leaves_no_trace_of_the_portal()
    {
        var page = Open<TemplatesPage>($"?template={(await TemplateAsync("Directions")).Id}");
        var link = page.WaitForElement("section.details a.out");
        Assert.Equal(("directions.png", "https://cdn.example.com/directions.png", "_blank", "noopener noreferrer"),
            (link.TextContent, link.GetAttribute("href"), link.GetAttribute("target"), link.GetAttribute("rel")));
        Assert.Empty(page.FindAll("img"));
    }

    [Fact]
    public async Task What_a_template_says_is_text_and_never_markup()
    {
        await using var server = await RecordingServer.StartAsync();
        server.Says("/v1/templates",
            """[{"id":1,"name":"<script>alert(1)</script>","content":{"text":"<b>{{first_name}}</b> { {} {{ a { b }}","gallery":[{"url":"javascript:alert(1)"}]}},{"id":2}]""");
        Test.Get<SandboxAddress>().Value = server.Address;
        var page = Open<TemplatesPage>("?template=1");
        page.WaitForElement("section.details");
        Assert.Equal("<b>{{first_name}}</b> { {} {{ a { b }}", page.Find("section.details .quote").TextContent);
        Assert.Equal("{{first_name}}", Assert.Single(page.FindAll("mark")).TextContent);
        Assert.Empty(page.FindAll("script, .details b, a[href^=javascript]"));
        Assert.DoesNotContain("Media", page.Find("thead").TextContent, StringComparison.Ordinal);
    }

    private async Task<Template> TemplateAsync(string name) =>
        (await Test.Get<HeymarketReads>().TemplatesAsync(Team.Id)).ValueOrDefault!.Single(template => template.Name == name);
}
