using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Data;

public class LedgerTests
{
    [Fact]
    public async Task A_confirm_stores_the_send_and_its_audit_entry_together()
    {
        await using var stage = await LedgerStage.MakeAsync();

        var id = await stage.ConfirmAsync();

        var send = await stage.SendAsync(id);
        Assert.Equal((SendState.Queued, "15105550142", "Front Desk", "Sam Ortiz"), (send.State, send.PhoneNumber, send.InboxName, send.SenderName));
        Assert.Equal(send.DueAt.AddMinutes(60), send.NotAfter);
        var entry = await stage.Test.ReadAsync(stage.Team.Id, db => db.AuditEntries.SingleAsync(e => e.Chain == stage.Team.Id));
        Assert.Equal(("send.confirmed", $"send:{id}", (long?)stage.Texter.Id), (entry.Action, entry.Subject, entry.AccountId));
    }

    [Fact]
    public async Task Confirming_the_same_form_twice_at_once_gives_one_send()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var confirmed = LedgerStage.Confirmed();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => stage.Ledger.ConfirmAsync(stage.Actor, confirmed)));

        Assert.Single(answers.Cast<ConfirmAnswer.Stored>(), a => !a.AlreadyThere);
        Assert.Single(answers.Cast<ConfirmAnswer.Stored>().Select(a => a.SendId).Distinct());
        Assert.Equal(1, await stage.Test.ReadAsync(stage.Team.Id, db => db.Sends.CountAsync()));
    }

    [Fact]
    public async Task A_viewer_confirms_nothing()
    {
        await using var stage = await LedgerStage.MakeAsync(Role.Viewer);

        Assert.IsType<ConfirmAnswer.Refused>(await stage.Ledger.ConfirmAsync(stage.Actor, LedgerStage.Confirmed()));
    }

    [Fact]
    public async Task Who_was_removed_confirms_nothing_from_the_next_click_on()
    {
        await using var stage = await LedgerStage.MakeAsync();
        await stage.Test.WriteAsync(stage.Team.Id, db => db.Memberships.ExecuteDeleteAsync());

        Assert.IsType<ConfirmAnswer.Refused>(await stage.Ledger.ConfirmAsync(stage.Actor, LedgerStage.Confirmed()));
    }

    [Fact]
    public async Task A_linked_texter_cannot_pass_as_somebody_else_below_the_form()
    {
        await using var stage = await LedgerStage.MakeAsync();
        await stage.Test.WriteAsync(stage.Team.Id, db => db.Memberships.ExecuteUpdateAsync(set => set.SetProperty(m => m.PersonId, 99)));

        Assert.IsType<ConfirmAnswer.Refused>(await stage.Ledger.ConfirmAsync(stage.Actor, LedgerStage.Confirmed()));
    }

    [Fact]
    public async Task Cancel_works_until_the_send_is_claimed_and_says_so_afterwards()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var (first, second) = (await stage.ConfirmAsync(), await stage.ConfirmAsync());
        var claimed = await stage.ClaimAsync();

        Assert.Equal(first, claimed.SendId);
        Assert.StartsWith("Too late", await stage.Ledger.CancelAsync(stage.Actor, first), StringComparison.Ordinal);
        Assert.Null(await stage.Ledger.CancelAsync(stage.Actor, second));
        Assert.Equal(SendState.Cancelled, (await stage.SendAsync(second)).State);
        Assert.Null(await stage.Claims.ClaimAsync(LedgerStage.RateKey));
    }

    [Fact]
    public async Task Only_an_admin_closes_the_unknown_of_somebody_else()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var other = await stage.Test.AddAccountAsync("ben@example.com");
        await stage.Test.AddMemberAsync(stage.Team, other);
        var id = await stage.ConfirmAsync();
        await stage.ClaimAsync();
        await stage.Claims.RecoverAsync();

        Assert.Equal("Only an admin settles the sends of others.", await stage.Ledger.CloseAsync(new Actor(other.Id, stage.Team.Id), id));
        Assert.Null(await stage.Ledger.CloseAsync(stage.Actor, id));
        Assert.Equal(SendState.Closed, (await stage.SendAsync(id)).State);
    }

    [Fact]
    public async Task A_held_send_is_not_queued_for_an_account_that_nobody_signs_for()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await stage.ConfirmAsync();
        var key = await stage.Test.ReadAsync(stage.Team.Id, db => db.ApiKeys.SingleAsync());
        await stage.Claims.HoldKeyAsync(stage.Team.Id, key.Id, "no");
        await stage.Test.WriteAsync(stage.Team.Id, db => db.ApiKeys.ExecuteUpdateAsync(set => set.SetProperty(k => k.State, ApiKeyState.Revoked)));
        await stage.AddKeyAsync(stage.Team, "heymarket:8");

        Assert.Contains("another Heymarket account", await stage.Ledger.SendNowAsync(stage.Actor, id), StringComparison.Ordinal);
        Assert.Equal(SendState.Held, (await stage.SendAsync(id)).State);
    }

    [Fact]
    public async Task A_released_send_does_not_show_why_it_was_held()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await stage.ConfirmAsync();
        var key = await stage.Test.ReadAsync(stage.Team.Id, db => db.ApiKeys.SingleAsync());
        await stage.Claims.HoldKeyAsync(stage.Team.Id, key.Id, "no");
        await stage.Test.WriteAsync(stage.Team.Id, db => db.ApiKeys.ExecuteUpdateAsync(set => set.SetProperty(k => k.State, ApiKeyState.InUse)));

        Assert.Null(await stage.Ledger.SendNowAsync(stage.Actor, id));

        Assert.Equal((SendState.Queued, null), ((await stage.SendAsync(id)).State, (await stage.SendAsync(id)).Reason));
    }

    [Fact]
    public async Task A_team_without_a_key_is_told_so()
    {
        await using var stage = await LedgerStage.MakeAsync();
        await stage.Test.WriteAsync(stage.Team.Id, db => db.ApiKeys.ExecuteUpdateAsync(set => set.SetProperty(k => k.State, ApiKeyState.Revoked)));

        var refused = Assert.IsType<ConfirmAnswer.Refused>(await stage.Ledger.ConfirmAsync(stage.Actor, LedgerStage.Confirmed()));
        Assert.Contains("API key", refused.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_takes_no_writes_refuses_in_words_and_the_same_form_goes_later()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var confirmed = LedgerStage.Confirmed();
        var full = await stage.Test.ReadAsync(null, db => Task.FromResult(db.Database.GetConnectionString()));
        await using (var other = new Microsoft.Data.Sqlite.SqliteConnection(full))
        {
            await other.OpenAsync();
            await using var holds = (Microsoft.Data.Sqlite.SqliteTransaction)await other.BeginTransactionAsync();

            var refused = Assert.IsType<ConfirmAnswer.Refused>(await stage.Ledger.ConfirmAsync(stage.Actor, confirmed));
            Assert.Contains("Try again", refused.Sentence, StringComparison.Ordinal);
        }

        Assert.False(Assert.IsType<ConfirmAnswer.Stored>(await stage.Ledger.ConfirmAsync(stage.Actor, confirmed)).AlreadyThere);
    }
}
