using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Data;

public class LedgerClaimsTests
{
    private static readonly Observation Silence = new() { Failure = Failure.Timeout, Left = true };
    private static readonly Outcome Accepted = new Outcome.Accepted(new Receipt(9980041, DateTimeOffset.UnixEpoch, "https://app.heymarket.com/g/1", 9920));

    [Fact]
    public async Task Many_pumps_at_once_claim_each_send_once()
    {
        await using var stage = await LedgerStage.MakeAsync();
        for (var i = 0; i < 5; i++)
        {
            await stage.ConfirmAsync();
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => stage.Claims.ClaimAsync(LedgerStage.RateKey)));

        Assert.Equal(5, claims.OfType<Claim>().Select(c => c.SendId).Distinct().Count());
        Assert.Equal(5, claims.OfType<Claim>().Count());
    }

    [Fact]
    public async Task An_accepted_send_keeps_what_Heymarket_returned()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await stage.ConfirmAsync();
        var claim = await stage.ClaimAsync();

        await stage.Claims.SettleAsync(claim, new Observation { Status = 200, Left = true, RequestId = "req-1" }, Accepted);

        var send = await stage.SendAsync(id);
        Assert.Equal((SendState.Accepted, 9980041L, "https://app.heymarket.com/g/1", 9920L), (send.State, send.MessageId, send.GalleryUrl, send.FoundConversationId));
        var attempt = await stage.Test.ReadAsync(stage.Team.Id, db => db.AttemptRows.SingleAsync());
        Assert.Equal((200, "req-1", "Accepted", SendBody.HashOf(claim.Body)), (attempt.HttpStatus, attempt.RequestId, attempt.Outcome, attempt.BodyHash));
    }

    [Fact]
    public async Task A_timeout_is_never_sent_again_by_itself()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await stage.ConfirmAsync();
        await stage.Claims.SettleAsync(await stage.ClaimAsync(), Silence, AnswerMeaning.Of(Silence));

        for (var hour = 0; hour < 48; hour++)
        {
            stage.Test.Time.Advance(TimeSpan.FromHours(1));
            await stage.Claims.SweepAsync();
            Assert.Null(await stage.Claims.ClaimAsync(LedgerStage.RateKey));
        }
        Assert.Equal(SendState.Unknown, (await stage.SendAsync(id)).State);
    }

    [Fact]
    public async Task What_was_being_sent_when_the_process_died_is_unknown_at_the_next_start()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await stage.ConfirmAsync();
        await stage.ClaimAsync();

        Assert.Equal(1, await stage.Claims.RecoverAsync());

        Assert.Equal(SendState.Unknown, (await stage.SendAsync(id)).State);
        Assert.Null(await stage.Claims.ClaimAsync(LedgerStage.RateKey));
        Assert.Equal(Failure.Crash, (await stage.Test.ReadAsync(stage.Team.Id, db => db.AttemptRows.SingleAsync())).Failure);
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_unknown_and_a_late_answer_still_wins()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await stage.ConfirmAsync();
        var claim = await stage.ClaimAsync();
        stage.Test.Time.Advance(TimeSpan.FromSeconds(119));
        await stage.Claims.SweepAsync();
        Assert.Equal(SendState.Sending, (await stage.SendAsync(id)).State);
        stage.Test.Time.Advance(TimeSpan.FromSeconds(2));
        await stage.Claims.SweepAsync();
        Assert.Equal(SendState.Unknown, (await stage.SendAsync(id)).State);

        await stage.Claims.SettleAsync(claim, new Observation { Status = 200, Left = true }, Accepted);

        Assert.Equal(SendState.Accepted, (await stage.SendAsync(id)).State);
    }

    [Fact]
    public async Task An_answer_that_comes_after_its_webhook_fills_in_what_that_did_not_know()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await stage.ConfirmAsync();
        var claim = await stage.ClaimAsync();
        await stage.Claims.RecoverAsync();
        var evidence = stage.Test.Get<LedgerEvidence>();
        await evidence.FoundAsync((await evidence.FindAsync(stage.Team.Id, id))!, EvidenceSource.Webhook, new(9980041, DateTimeOffset.UnixEpoch.AddDays(1), Delivery.Delivered, "Seen"), null);
        var before = await stage.SendAsync(id);
        Assert.Equal((SendState.Accepted, (string?)null), (before.State, before.GalleryUrl));

        await stage.Claims.SettleAsync(claim, new Observation { Status = 200, Left = true, RequestId = "req-1" }, Accepted);

        var send = await stage.SendAsync(id);
        Assert.Equal(("https://app.heymarket.com/g/1", 9920L, 9980041L), (send.GalleryUrl, send.FoundConversationId, send.MessageId));
        Assert.Equal((SendState.Accepted, before.StateAt, before.HeymarketDate, Delivery.Delivered, before.CheckAt), (send.State, send.StateAt, send.HeymarketDate, send.Delivery, send.CheckAt));
        Assert.Equal("req-1", (await stage.Test.ReadAsync(stage.Team.Id, db => db.AttemptRows.SingleAsync())).RequestId);
    }

    [Fact]
    public async Task A_late_answer_stops_the_send_again_that_waits()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await stage.ConfirmAsync();
        var claim = await stage.ClaimAsync();
        await stage.Claims.RecoverAsync();
        var evidence = stage.Test.Get<LedgerEvidence>();
        for (var i = 0; i < 2; i++)
        {
            await evidence.AbsentAsync((await evidence.FindAsync(stage.Team.Id, id))!, counts: true, "Not there", null);
        }
        var again = Assert.Single((await stage.Test.Get<LedgerAgain>().SendAsync(stage.Actor, [id])).Sent);

        await stage.Claims.SettleAsync(claim, new Observation { Status = 200, Left = true }, Accepted);

        Assert.Equal((SendState.Accepted, SendState.Cancelled), ((await stage.SendAsync(id)).State, (await stage.SendAsync(again)).State));
        Assert.Null(await stage.Claims.ClaimAsync(LedgerStage.RateKey));
    }

    [Fact]
    public async Task An_attempt_that_lost_its_send_writes_nothing_but_acceptance()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await stage.ConfirmAsync();
        var claim = await stage.ClaimAsync();
        await stage.Claims.RecoverAsync();

        await stage.Claims.SettleAsync(claim, new Observation { Status = 429, Left = true }, new Outcome.NotSent("slow down"));

        Assert.Equal(SendState.Unknown, (await stage.SendAsync(id)).State);
    }

    [Fact]
    public async Task What_did_not_leave_goes_back_until_its_not_after_and_is_then_not_sent()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await stage.ConfirmAsync();
        var refused = new Observation { Failure = Failure.Refused, Left = false };
        await stage.Claims.SettleAsync(await stage.ClaimAsync(), refused, AnswerMeaning.Of(refused));
        Assert.Equal(SendState.Queued, (await stage.SendAsync(id)).State);
        Assert.Equal(id, (await stage.ClaimAsync()).SendId);

        stage.Test.Time.Advance(TimeSpan.FromMinutes(61));
        await stage.Claims.SettleAsync(new Claim(id, stage.Team.Id, (await stage.SendAsync(id)).AttemptId!.Value, 0, false, LedgerStage.RateKey, []), refused, AnswerMeaning.Of(refused));

        Assert.Equal(SendState.NotSent, (await stage.SendAsync(id)).State);
    }

    [Fact]
    public async Task A_refused_key_holds_its_sends_and_verifying_lets_the_fresh_ones_go()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var (first, second) = (await stage.ConfirmAsync(), await stage.ConfirmAsync());
        var claim = await stage.ClaimAsync();
        var refused = new Observation { Status = 401, Left = true };
        await stage.Claims.SettleAsync(claim, refused, new Outcome.KeyRefused("no"));
        await stage.Claims.HoldKeyAsync(stage.Team.Id, claim.ApiKeyId, "no");
        Assert.Equal((SendState.Held, SendState.Held), ((await stage.SendAsync(first)).State, (await stage.SendAsync(second)).State));
        Assert.Null(await stage.Claims.ClaimAsync(LedgerStage.RateKey));

        await stage.Test.WriteAsync(stage.Team.Id, db => db.ApiKeys.ExecuteUpdateAsync(set => set.SetProperty(k => k.State, ApiKeyState.InUse)));
        Assert.Equal(2, await stage.Claims.ReleaseKeyAsync(stage.Team.Id, LedgerStage.RateKey));
        Assert.Equal(first, (await stage.ClaimAsync()).SendId);
    }

    [Fact]
    public async Task What_was_held_for_half_an_hour_waits_for_a_person()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await stage.ConfirmAsync();
        var key = await stage.Test.ReadAsync(stage.Team.Id, db => db.ApiKeys.SingleAsync());
        await stage.Claims.HoldKeyAsync(stage.Team.Id, key.Id, "no");
        stage.Test.Time.Advance(TimeSpan.FromMinutes(31));
        await stage.Test.WriteAsync(stage.Team.Id, db => db.ApiKeys.ExecuteUpdateAsync(set => set.SetProperty(k => k.State, ApiKeyState.InUse)));

        Assert.Equal(0, await stage.Claims.ReleaseKeyAsync(stage.Team.Id, LedgerStage.RateKey));
        Assert.Null(await stage.Ledger.SendNowAsync(stage.Actor, id));
        Assert.Equal(id, (await stage.ClaimAsync()).SendId);
    }

    [Fact]
    public async Task A_refusal_of_a_key_that_was_replaced_meanwhile_holds_nothing()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await stage.ConfirmAsync();
        var claim = await stage.ClaimAsync();
        await stage.Test.WriteAsync(stage.Team.Id, db => db.ApiKeys.ExecuteUpdateAsync(set => set.SetProperty(k => k.State, ApiKeyState.Ready)));
        var replacement = await stage.AddKeyAsync(stage.Team, LedgerStage.RateKey);

        await stage.Claims.SettleAsync(claim, new Observation { Status = 401, Left = true }, new Outcome.KeyRefused("no"));
        await stage.Claims.HoldKeyAsync(stage.Team.Id, claim.ApiKeyId, "no");

        Assert.Equal(SendState.Queued, (await stage.SendAsync(id)).State);
        Assert.Equal(replacement.Id, (await stage.ClaimAsync()).ApiKeyId);
    }

    [Fact]
    public async Task A_send_that_is_tried_again_does_not_show_why_it_waited()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await stage.ConfirmAsync();
        var refused = new Observation { Failure = Failure.Refused, Left = false };
        await stage.Claims.SettleAsync(await stage.ClaimAsync(), refused, AnswerMeaning.Of(refused));
        Assert.NotNull((await stage.SendAsync(id)).Reason);

        await stage.ClaimAsync();

        Assert.Null((await stage.SendAsync(id)).Reason);
    }

    [Fact]
    public async Task A_held_send_expires_at_its_not_after()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await stage.ConfirmAsync();
        var key = await stage.Test.ReadAsync(stage.Team.Id, db => db.ApiKeys.SingleAsync());
        await stage.Claims.HoldKeyAsync(stage.Team.Id, key.Id, "no");
        stage.Test.Time.Advance(TimeSpan.FromMinutes(61));

        await stage.Claims.SweepAsync();

        Assert.Equal(SendState.Expired, (await stage.SendAsync(id)).State);
    }

    [Fact]
    public async Task A_scheduled_send_waits_for_its_time()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var due = stage.Test.Time.GetUtcNow().AddMinutes(5);
        var stored = (ConfirmAnswer.Stored)await stage.Ledger.ConfirmAsync(stage.Actor, LedgerStage.Confirmed() with { DueAt = due });
        Assert.Equal(SendState.Scheduled, (await stage.SendAsync(stored.SendId)).State);
        await stage.Claims.SweepAsync();
        Assert.Null(await stage.Claims.ClaimAsync(LedgerStage.RateKey));

        stage.Test.Time.Advance(TimeSpan.FromMinutes(5));
        await stage.Claims.SweepAsync();

        Assert.Equal(stored.SendId, (await stage.ClaimAsync()).SendId);
    }

    [Fact]
    public async Task Queued_sends_of_a_revoked_key_are_held()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await stage.ConfirmAsync();
        await stage.Test.WriteAsync(stage.Team.Id, db => db.ApiKeys.ExecuteUpdateAsync(set => set.SetProperty(k => k.State, ApiKeyState.Revoked)));

        await stage.Claims.SweepAsync();

        Assert.Equal(SendState.Held, (await stage.SendAsync(id)).State);
    }

    [Fact]
    public async Task Nothing_of_an_archived_team_leaves()
    {
        await using var stage = await LedgerStage.MakeAsync();
        await stage.ConfirmAsync();
        await stage.Test.WriteAsync(null, db => db.Teams.ExecuteUpdateAsync(set => set.SetProperty(t => t.ArchivedAt, DateTimeOffset.UnixEpoch)));

        Assert.False(await stage.Claims.AnyDueAsync(LedgerStage.RateKey, default));
        Assert.Null(await stage.Claims.ClaimAsync(LedgerStage.RateKey));
    }
}
