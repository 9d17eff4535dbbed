using AngleSharp.Dom;
using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Compose;
using HeymarketPortal.Pages.History;
using HeymarketPortal.Pages.Outbox;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Pages;

/// <summary>What is told of a send afterwards, whatever its kind: whom it was for and what it said, as it was then.</summary>
public class SendOfEveryKindTests : PageContext
{
    private static readonly SendForm Group = new() { Kind = SendKind.Group, Numbers = ["15105550142", "15105550143", "447700900123"], Text = "Hello all" };
    private static readonly SendForm List = new() { Kind = SendKind.List, ListId = "3310", UseTemplate = true, TemplateId = "5207" };
    private static readonly SendForm Survey = new() { Kind = SendKind.Survey, SurveyId = "61", PhoneNumber = "15105550142", Text = "We have a question" };
    private static readonly SendForm Comment = new() { Target = SendTarget.Conversation, ConversationId = "77", Text = "Call her back", Private = true };

    private DateTimeOffset Later => Test.Time.GetUtcNow().AddHours(26);

    [Fact]
    public async Task A_group_names_every_number()
    {
        var told = await ToldAsync(await StoreAsync(Group.Copy(), Later));

        Assert.Equal("Group MMS", told["Kind"]);
        Assert.Contains("3 people", told["To"], StringComparison.Ordinal);
        Assert.All(["+1 510 555 0142", "+1 510 555 0143", "+44 7700 900123"], number => Assert.Contains(number, told["To"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_tells_its_name_size_revision_and_numbers_and_its_template_as_they_were_then()
    {
        var page = await OpenAsync(await StoreAsync(List.Copy(), Later));

        Assert.Equal("April Reminders list 3310, 412 people then, revision 7", Facts(page)["To"]);
        Assert.Equal("Template Visit reminder 5207, revision 9", Words(page.Find(".said h3")));
        Assert.Equal("Hi {{first_name}}, see you tomorrow.", page.Find(".quote").TextContent);
        Assert.Equal(["+1 510 555 0142", "+1 510 555 0143"], page.FindAll("ol.numbers li").Select(number => number.TextContent));
        Assert.Equal("+15105550142\n+15105550143", page.Find("details [data-copy]").GetAttribute("data-copy"));
    }

    [Fact]
    public async Task A_survey_tells_its_name_and_question_beside_the_message()
    {
        var page = await OpenAsync(await StoreAsync(Survey.Copy(), Later));

        Assert.Equal("+1 510 555 0142", Facts(page)["To"]);
        Assert.Equal(["Survey After the visit 61", "Message"], page.FindAll(".said h3").Select(heading => Words(heading)));
        Assert.Equal(["How was it?", "We have a question"], page.FindAll(".quote").Select(quote => quote.TextContent));
    }

    [Fact]
    public async Task A_comment_tells_its_conversation_with_the_number_behind_it()
    {
        var id = await StoreAsync(Comment.Copy());
        await Test.WriteAsync(Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.ConversationNumber, "15105550142")));

        var page = await OpenAsync(id);

        Assert.Equal("Conversation 77 +1 510 555 0142", Facts(page)["To"]);
        Assert.Equal("Private comment", page.Find(".said h3").TextContent);
    }

    [Fact]
    public async Task Ids_whose_names_nobody_knew_stay_ids()
    {
        var id = await StoreAsync(List.Copy(), Later);
        await Test.WriteAsync(Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.ListName, (string?)null).SetProperty(s => s.ListSize, (int?)null)
            .SetProperty(s => s.ListRevision, (long?)null).SetProperty(s => s.TemplateName, (string?)null).SetProperty(s => s.TemplateText, (string?)null).SetProperty(s => s.TemplateRevision, (long?)null)));

        var page = await OpenAsync(id);

        Assert.Equal("List 3310", Facts(page)["To"]);
        Assert.Equal("Template 5207", Words(page.Find(".said h3")));
        Assert.Empty(page.FindAll(".quote"));
    }

    [Fact]
    public async Task A_scheduled_text_tells_when_it_is_due_and_where_to_change_it()
    {
        var page = await OpenAsync(await StoreAsync(Survey.Copy(), Later));

        Assert.Equal("Tue 24 Nov 2026, 09:00 America/Los_Angeles, 17:00 UTC", Facts(page)["Due"]);
        Assert.Equal(Account.Name, Facts(page)["Scheduled by"]);
        Assert.Equal($"/t/{Team.Slug}/outbox?tab=scheduled", page.Find(".head .acts a").GetAttribute("href"));
    }

    [Fact]
    public async Task What_leaves_at_once_has_no_due_time()
    {
        var told = await ToldAsync(await StoreAsync(Group.Copy()));

        Assert.DoesNotContain("Due", told.Keys);
        // What never left has no id to miss.
        Assert.DoesNotContain("Message ID", told.Keys);
        Assert.Equal(Account.Name, told["Sent by"]);
    }

    [Fact]
    public async Task A_changed_text_and_the_one_before_it_lead_to_each_other()
    {
        var old = await StoreAsync(Survey.Copy(), Later);
        var changed = Survey.Copy();
        (changed.Text, changed.InsteadOf) = ("We have two questions", old);
        var next = await StoreAsync(changed, Later);

        var page = await OpenAsync(next);
        Assert.Equal($"/t/{Team.Slug}/history/{old}", page.Find(".facts a").GetAttribute("href"));
        Assert.Contains("Instead of", Facts(page).Keys);

        page = await OpenAsync(old);
        Assert.Equal($"/t/{Team.Slug}/history/{next}", page.Find(".facts a").GetAttribute("href"));
        Assert.Contains("Replaced by", Facts(page).Keys);
    }

    [Fact]
    public async Task A_conversation_that_Heymarket_named_is_told()
    {
        Assert.Equal("4410", (await ToldAsync(await FoundAsync()))["Conversation"]);
    }

    [Fact]
    public async Task Needs_review_tells_of_every_kind_whom_it_was_for_and_what_it_said()
    {
        foreach (var form in (SendForm[])[Group, List, Survey, Comment])
        {
            await StoreAsync(form.Copy(), form.Private ? null : Later);
        }
        await Test.WriteAsync(Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.Unknown)));

        var page = Open<OutboxPage>("?tab=review");

        Assert.Equal(
            ["3 people: Hello all", "April Reminders: Template Visit reminder", "+1 510 555 0142: We have a question", "Conversation 77: Call her back"],
            page.WaitForElements("article.case").Select(item => $"{item.QuerySelector("h2")!.TextContent}: {item.QuerySelector("tbody td")!.TextContent}"));
    }

    [Theory]
    [InlineData(SendKind.Group, "#tab-Group")]
    [InlineData(SendKind.List, "#tab-List")]
    [InlineData(SendKind.Survey, "#tab-Survey")]
    public async Task Every_kind_can_be_composed_again(SendKind kind, string tab)
    {
        var id = await StoreAsync((kind switch { SendKind.Group => Group, SendKind.List => List, _ => Survey }).Copy(), Later);
        var page = await OpenAsync(id);
        Assert.Equal($"/t/{Team.Slug}/compose?again={id}", page.FindAll(".head .acts a")[^1].GetAttribute("href"));

        var compose = Open<ComposePage>($"?again={id}");

        Assert.Equal("true", compose.WaitForElement(tab).GetAttribute("aria-selected"));
        Assert.Equal("", compose.Find("#at").GetAttribute("value") ?? "");
        switch (kind)
        {
            case SendKind.Group:
                Assert.Equal(3, compose.FindAll(".chip").Count);
                break;
            case SendKind.List:
                Assert.Contains("3310", compose.Find("#list").OuterHtml, StringComparison.Ordinal);
                break;
            default:
                Assert.Equal("We have a question", compose.Find("#message").GetAttribute("value"));
                break;
        }
    }

    [Fact]
    public async Task Compose_again_offers_the_conversation_that_Heymarket_named()
    {
        var compose = Open<ComposePage>($"?again={await FoundAsync()}");

        compose.WaitForAssertion(() => Assert.Equal("Use its conversation 4410", compose.Find(".fix").TextContent));
        // In the renderer's own turn: what is still being read must not draw the button anew between finding and clicking it.
        await compose.InvokeAsync(() => compose.Find(".fix").Click());

        compose.WaitForAssertion(() => Assert.Equal("4410", compose.Find("#conversation").GetAttribute("value")));
    }

    private async Task<IRenderedComponent<SendPage>> OpenAsync(long id)
    {
        await DisposeComponentsAsync();
        var page = Open<SendPage>("", ("Id", id));
        page.WaitForElement("section[aria-labelledby=what]");
        return page;
    }

    // An answer that names the conversation, as some sources of the API show it.
    private async Task<long> FoundAsync()
    {
        var id = await AcceptedAsync();
        await Test.WriteAsync(Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.FoundConversationId, 4410)));
        return id;
    }

    private async Task<IReadOnlyDictionary<string, string>> ToldAsync(long id) => Facts(await OpenAsync(id));

    private static Dictionary<string, string> Facts(IRenderedComponent<SendPage> page) =>
        page.FindAll("section[aria-labelledby=what] .facts dt").ToDictionary(term => term.TextContent, term => Words(term.NextElementSibling!));

    // What stands in a row of its own is a word of its own.
    private static string Words(IElement element) => string.Join(' ', element.ChildNodes.Select(node => node.TextContent.Trim()).Where(words => words.Length > 0));
}
