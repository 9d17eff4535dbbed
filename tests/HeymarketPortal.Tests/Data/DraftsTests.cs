using HeymarketPortal.Data;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Data;

public class DraftsTests
{
    private static readonly Guid Id = Guid.CreateVersion7();

    [Fact]
    public async Task A_draft_comes_back_as_it_was_typed()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var form = new SendForm
        {
            Kind = SendKind.Survey,
            Target = SendTarget.List,
            InboxId = 413,
            Numbers = ["+1 (510)", "call me"],
            ListId = "thirty",
            Text = "Hi “Rosa”",
            SendAt = new(2026, 12, 24, 9, 5, 0),
        };

        Assert.Equal(DraftAnswer.Saved, await stage.Test.Get<Drafts>().SaveAsync(stage.Actor, Id, 0, form));

        var draft = Assert.Single(await stage.Test.Get<Drafts>().AllAsync(stage.Actor));
        Assert.Equivalent(form, draft.Form, strict: true);
        Assert.Equal((Id, 1), (draft.Id, draft.Version));
    }

    [Fact]
    public async Task Two_windows_on_one_draft_do_not_overwrite_each_other()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var drafts = stage.Test.Get<Drafts>();
        await drafts.SaveAsync(stage.Actor, Id, 0, new SendForm { Text = "Hi" });

        Assert.Equal(DraftAnswer.Saved, await drafts.SaveAsync(stage.Actor, Id, 1, new SendForm { Text = "Hi Rosa" }));
        Assert.Equal(DraftAnswer.ChangedElsewhere, await drafts.SaveAsync(stage.Actor, Id, 1, new SendForm { Text = "Hi Ana" }));
        Assert.Equal(DraftAnswer.ChangedElsewhere, await drafts.SaveAsync(stage.Actor, Id, 0, new SendForm { Text = "Hi Tom" }));

        Assert.Equal(("Hi Rosa", 2), await drafts.FindAsync(stage.Actor, Id) is { } draft ? (draft.Form.Text, draft.Version) : default);
    }

    [Fact]
    public async Task A_confirmed_draft_is_gone_and_cannot_be_saved_again()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var drafts = stage.Test.Get<Drafts>();
        await drafts.SaveAsync(stage.Actor, Id, 0, new SendForm { Text = "Hi" });

        await stage.Ledger.ConfirmAsync(stage.Actor, LedgerStage.Confirmed(ticket: new SendTicket(Id, Guid.CreateVersion7())));

        Assert.Empty(await drafts.AllAsync(stage.Actor));
        Assert.Equal(DraftAnswer.Confirmed, await drafts.SaveAsync(stage.Actor, Id, 1, new SendForm { Text = "Hi again" }));
    }

    [Fact]
    public async Task Nobody_else_reads_saves_or_deletes_a_draft()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var drafts = stage.Test.Get<Drafts>();
        await drafts.SaveAsync(stage.Actor, Id, 0, new SendForm { Text = "Hi" });
        var other = await stage.Test.AddAccountAsync("other@example.com");
        await stage.Test.AddMemberAsync(stage.Team, other, Role.Admin);
        var stranger = new Actor(other.Id, stage.Team.Id);

        Assert.Null(await drafts.FindAsync(stranger, Id));
        Assert.Empty(await drafts.AllAsync(stranger));
        Assert.Equal(DraftAnswer.ChangedElsewhere, await drafts.SaveAsync(stranger, Id, 1, new SendForm { Text = "Mine" }));
        await drafts.DeleteAsync(stranger, Id);
        Assert.Equal("Hi", (await drafts.FindAsync(stage.Actor, Id))!.Form.Text);
    }
}
