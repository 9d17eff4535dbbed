using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Outbox;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Pages;

public class OutboxPageTests : PageContext
{
    [Fact]
    public void An_empty_outbox_says_so()
    {
        var page = Open<OutboxPage>();

        Assert.Contains("Nothing needs review", page.WaitForElement(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_answer_needs_review_and_can_be_closed_but_not_sent_again()
    {
        var id = await UnknownAsync();
        var page = Open<OutboxPage>();

        var item = page.WaitForElement("article.case");
        Assert.Contains("Unknown", item.TextContent, StringComparison.Ordinal);
        Assert.Contains("Do not send it again", item.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Check now", "Close"], item.QuerySelectorAll("button").Select(button => button.TextContent));
        page.Find("article.case button[aria-label^=Close]").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("article.case")));
        Assert.Equal(SendState.Closed, (await Test.ReadAsync(Team.Id, db => db.Sends.SingleAsync(s => s.Id == id))).State);
    }

    [Fact]
    public async Task What_waits_can_be_cancelled()
    {
        await ConfirmAsync();
        var page = Open<OutboxPage>("?tab=waiting");

        page.WaitForElement("button[aria-label^='Cancel the text']").Click();

        page.WaitForAssertion(() => Assert.Contains("Nothing is waiting", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancel_that_comes_too_late_says_so()
    {
        await ConfirmAsync();
        var page = Open<OutboxPage>("?tab=waiting");
        var cancel = page.WaitForElement("button[aria-label^='Cancel the text']");
        await Test.WriteAsync(Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.Sending)));

        cancel.Click();

        page.WaitForAssertion(() => Assert.Contains("Too late to cancel", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_undo_that_comes_too_late_says_so_and_keeps_no_draft_to_send_twice()
    {
        await StoreAsync(new SendForm { Kind = SendKind.Group, Numbers = ["15105550142", "15105550143"], Text = "Hello all" });
        var page = Open<OutboxPage>("?tab=waiting");
        var undo = page.WaitForElement("button[aria-label^='Undo the text']");
        await Test.WriteAsync(Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.Sending)));

        undo.Click();

        page.WaitForAssertion(() => Assert.Contains("Too late", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(await Test.Get<Drafts>().AllAsync(Access.Actor));
    }

    [Fact]
    public async Task What_is_held_can_be_sent_now_and_too_late_says_so()
    {
        var id = await ConfirmAsync();
        await Test.WriteAsync(Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.Held)));
        var page = Open<OutboxPage>("?tab=waiting");

        page.WaitForElement("button[aria-label^='Send now']").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("button[aria-label^='Send now']")));
        Assert.Equal(SendState.Queued, await StateAsync(id));

        await Test.WriteAsync(Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.Held)));
        page = Open<OutboxPage>("?tab=waiting");
        var sendNow = page.WaitForElement("button[aria-label^='Send now']");
        await Test.WriteAsync(Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.Cancelled)));
        sendNow.Click();
        page.WaitForAssertion(() => Assert.Contains("It has left or was cancelled meanwhile.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_texter_cannot_close_the_text_of_somebody_else()
    {
        await UnknownAsync();
        var other = await Test.AddAccountAsync("ben@example.com");
        Access = Access with { AccountId = other.Id, Role = Role.Texter };

        var page = Open<OutboxPage>();

        Assert.Equal("Check now", Assert.Single(page.WaitForElement("article.case").QuerySelectorAll("button")).TextContent);
    }

    [Fact]
    public async Task Arrow_keys_move_between_the_tabs()
    {
        await UnknownAsync();
        var page = Open<OutboxPage>();
        Assert.Equal("true", page.WaitForElement("#tab-review").GetAttribute("aria-selected"));

        page.Find("[role=tablist]").KeyDown("ArrowRight");

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("#tab-waiting").GetAttribute("aria-selected")));
        Assert.Equal("-1", page.Find("#tab-review").GetAttribute("tabindex"));
    }

    private Task<SendState> StateAsync(long id) => Test.ReadAsync(Team.Id, db => db.Sends.Where(s => s.Id == id).Select(s => s.State).SingleAsync());
}
