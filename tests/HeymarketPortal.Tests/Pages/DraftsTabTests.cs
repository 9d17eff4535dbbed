using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Compose;
using HeymarketPortal.Pages.Outbox;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace HeymarketPortal.Tests.Pages;

/// <summary>The tab of what somebody began and has not sent.</summary>
public class DraftsTabTests : PageContext
{
    [Fact]
    public void No_drafts_lead_to_Compose()
    {
        var page = Open<OutboxPage>("?tab=drafts");

        Assert.Contains("No drafts", page.WaitForElement(".empty").TextContent, StringComparison.Ordinal);
        Assert.Equal($"/t/{Team.Slug}/compose", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public async Task Each_draft_says_whom_it_would_reach_with_what_and_the_newest_comes_first()
    {
        foreach (var form in (SendForm[])
        [
            new() { PhoneNumber = "+1 (510) 555-0142", Text = "Hi Rosa" },
            new() { PhoneNumber = "call me" },
            new() { Target = SendTarget.Conversation, ConversationId = "77", MediaUrl = "https://pictures.example/a.png" },
            new() { Kind = SendKind.Group, Numbers = ["15105550142", "15105550143"], Text = "Hello all" },
            new() { Kind = SendKind.List, ListId = "3310", UseTemplate = true, TemplateId = "5207", Text = "left from before" },
            new() { Kind = SendKind.Survey, SurveyId = "61", PhoneNumber = "15105550142" },
            new() { Kind = SendKind.Group },
        ])
        {
            await SaveAsync(form);
            Test.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var page = Open<OutboxPage>("?tab=drafts");

        string[] told = [.. page.WaitForElements("table.grid tbody tr").Select(row => string.Join(" | ", row.QuerySelectorAll("td").Take(2).Select(cell => cell.TextContent.Trim())))];
        Assert.Equal(
        [
            "Group MMS: No recipient yet | No message yet",
            "Survey: +1 510 555 0142 | Survey 61",
            "List: List 3310 | Template 5207",
            "Group MMS: 2 numbers | Hello all",
            "Individual: Conversation 77 | Media only",
            "Individual: call me | No message yet",
            "Individual: +1 510 555 0142 | Hi Rosa",
        ], told);
        Assert.Equal("7", page.Find("#tab-drafts .count").TextContent);
    }

    [Fact]
    public async Task A_draft_opens_where_it_was_left()
    {
        var id = await SaveAsync(new SendForm { Kind = SendKind.Group, Numbers = ["15105550142"], Text = "Hello all" });
        var page = Open<OutboxPage>("?tab=drafts");

        var address = page.WaitForElement("td a").GetAttribute("href")!;

        Assert.Equal($"/t/{Team.Slug}/compose?kind=group&draft={id}", address);
        var compose = Open<ComposePage>(new Uri(new Uri("http://localhost"), address).Query, ("Draft", id.ToString()));
        Assert.Equal("Hello all", compose.WaitForElement("#message").GetAttribute("value"));
        Assert.Equal("true", compose.Find("#tab-Group").GetAttribute("aria-selected"));
    }

    [Fact]
    public async Task Delete_asks_first()
    {
        await SaveAsync(new SendForm { PhoneNumber = "15105550142", Text = "Hi" });
        var dialogs = Render<MudDialogProvider>();
        var page = Open<OutboxPage>("?tab=drafts");

        page.WaitForElement("button[aria-label='Delete the draft to +1 510 555 0142']").Click();
        dialogs.WaitForElement(".dialog-body");
        Assert.Single(await Test.Get<Drafts>().AllAsync(Access.Actor));
        dialogs.FindAll(".dialog-foot button").Single(button => button.TextContent == "Delete").Click();

        page.WaitForAssertion(() => Assert.Contains("No drafts", page.Find(".empty").TextContent, StringComparison.Ordinal));
        Assert.Empty(await Test.Get<Drafts>().AllAsync(Access.Actor));
    }

    [Fact]
    public async Task Nobody_sees_the_drafts_of_somebody_else()
    {
        await SaveAsync(new SendForm { PhoneNumber = "15105550142", Text = "Hi" });
        var other = await Test.AddAccountAsync("ben@example.com");
        Access = Access with { AccountId = other.Id };

        var page = Open<OutboxPage>("?tab=drafts");

        Assert.Contains("No drafts", page.WaitForElement(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_meanwhile_is_there_when_the_tab_is_opened()
    {
        var page = Open<OutboxPage>("?tab=scheduled");
        page.WaitForElement(".empty");
        await SaveAsync(new SendForm { PhoneNumber = "15105550142", Text = "Hi" });

        page.Find("#tab-drafts").Click();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("table.grid tbody tr")));
    }

    [Fact]
    public async Task A_draft_of_a_change_still_takes_the_place_of_the_scheduled_text_and_never_leaves_beside_it()
    {
        var scheduled = await StoreAsync(new SendForm { PhoneNumber = "15105550142", Text = "Hi" }, Test.Time.GetUtcNow().AddHours(2));
        var edit = Open<ComposePage>($"?edit={scheduled}");
        edit.WaitForElement("#message");
        // In the renderer's own turn: what is still being read must not draw the form anew between finding and using it.
        await edit.InvokeAsync(() => edit.Find("#message").Input("Hi Rosa"));
        await edit.InvokeAsync(() => edit.FindAll(".head button").Single(button => button.TextContent == "Save draft").Click());
        edit.WaitForAssertion(() => Assert.Contains("Draft saved", edit.Markup, StringComparison.Ordinal));
        await DisposeComponentsAsync();

        var page = Open<OutboxPage>("?tab=drafts");
        Assert.Contains("Changes a scheduled text: Hi Rosa", page.WaitForElement("td.c").TextContent, StringComparison.Ordinal);
        var draft = Assert.Single(await Test.Get<Drafts>().AllAsync(Access.Actor));
        var compose = Open<ComposePage>($"?kind=individual&draft={draft.Id}", ("Draft", draft.Id.ToString()));
        var dialogs = Render<MudDialogProvider>();
        compose.WaitForElement(".head .primary");
        await compose.InvokeAsync(() => compose.Find(".head .primary").Click());
        dialogs.WaitForElement("#send:not([disabled])");
        await dialogs.InvokeAsync(() => dialogs.Find("#send").Click());

        dialogs.WaitForElement("#another");
        var sends = await Test.ReadAsync(Team.Id, db => db.Sends.OrderBy(s => s.Id).ToListAsync());
        Assert.Equal([SendState.Cancelled, SendState.Scheduled], sends.Select(s => s.State));
        Assert.Equal((scheduled, "Hi Rosa", sends[0].DueAt), (sends[1].InsteadOf, sends[1].Text, sends[1].DueAt));
    }

    private async Task<Guid> SaveAsync(SendForm form)
    {
        var id = Guid.CreateVersion7();
        Assert.Equal(DraftAnswer.Saved, await Test.Get<Drafts>().SaveAsync(Access.Actor, id, 0, form));
        return id;
    }
}
