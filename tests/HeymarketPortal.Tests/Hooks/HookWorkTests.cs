using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using HeymarketPortal.Tests.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Hooks;

/// <summary>What Heymarket tells by itself confirms sends, whenever and however often it comes, and never makes one.</summary>
public class HookWorkTests
{
    [Theory]
    [InlineData(SendState.Unknown)]
    [InlineData(SendState.NotFound)]
    [InlineData(SendState.Closed)]
    public async Task What_was_in_doubt_is_accepted_with_the_evidence_kept(SendState doubt)
    {
        await using var stage = await HookStage.SetAsync();
        var id = await stage.UnknownAsync();
        await stage.Test.WriteAsync(stage.TeamId, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, doubt)));

        Assert.False(await stage.HearAsync(HookStage.Sent((await stage.LocalIdAsync(id)).ToUpperInvariant())));

        var send = await stage.Ledger.SendAsync(id);
        Assert.Equal((SendState.Accepted, HookStage.MessageId), (send.State, send.MessageId));
        var evidence = Assert.Single(await stage.EvidenceAsync());
        Assert.Equal((EvidenceSource.Webhook, EvidenceVerdict.Found, HookStage.MessageId), (evidence.Source, evidence.Verdict, evidence.MessageId));
        Assert.Equal($"Text {id} was in doubt: Heymarket has it.", await stage.NoteAsync());
    }

    [Fact]
    public async Task What_is_told_while_the_request_is_under_way_waits_for_its_answer()
    {
        await using var stage = await HookStage.SetAsync();
        var id = await stage.Ledger.ConfirmAsync();
        var claim = await stage.Ledger.ClaimAsync();

        Assert.True(await stage.HearAsync(HookStage.Sent(await stage.LocalIdAsync(id), "delivered")));
        Assert.Equal((SendState.Sending, (string?)null), ((await stage.Ledger.SendAsync(id)).State, await stage.NoteAsync()));

        var silence = new Observation { Failure = Failure.Reset, Left = true };
        await stage.Ledger.Claims.SettleAsync(claim, silence, AnswerMeaning.Of(silence));
        Assert.False(await stage.Work.RunAsync(CancellationToken.None));
        var send = await stage.Ledger.SendAsync(id);
        Assert.Equal((SendState.Accepted, Delivery.Delivered), (send.State, send.Delivery));
    }

    [Fact]
    public async Task Without_a_local_id_it_waits_for_an_answer_that_may_name_the_message()
    {
        await using var stage = await HookStage.SetAsync();
        var id = await stage.Ledger.ConfirmAsync();
        var claim = await stage.Ledger.ClaimAsync();

        Assert.True(await stage.HearAsync(HookStage.Sent("", "delivered")));
        await stage.Ledger.Claims.SettleAsync(claim, new Observation { Status = 200, Left = true }, new Outcome.Accepted(new Receipt(HookStage.MessageId, null, null, null)));
        Assert.False(await stage.Work.RunAsync(CancellationToken.None));

        Assert.Equal(Delivery.Delivered, (await stage.Ledger.SendAsync(id)).Delivery);
        Assert.Equal($"Text {id} was delivered.", await stage.NoteAsync());
    }

    [Fact]
    public async Task A_later_change_of_the_same_message_moves_its_delivery_and_nothing_moves_it_back()
    {
        await using var stage = await HookStage.SetAsync();
        var id = await stage.UnknownAsync();
        var local = await stage.LocalIdAsync(id);

        await stage.HearAsync(HookStage.Sent(local));
        Assert.Null((await stage.Ledger.SendAsync(id)).Delivery);
        await stage.HearAsync(HookStage.Sent(local, "delivered", "2026-03-02T18:04:12Z"));
        await stage.HearAsync(HookStage.Sent(local, "failed", "2026-03-02T18:04:10Z"));
        await stage.HearAsync(HookStage.Sent(local, "sent", "2026-03-02T18:04:08Z"));

        Assert.Equal((SendState.Accepted, Delivery.Delivered), ((await stage.Ledger.SendAsync(id)).State, (await stage.Ledger.SendAsync(id)).Delivery));
        Assert.Equal(4, (await stage.LinesAsync()).Count);
        Assert.Single(await stage.EvidenceAsync());
    }

    [Fact]
    public async Task A_webhook_uses_up_none_of_the_times_to_look()
    {
        await using var stage = await HookStage.SetAsync();
        var id = await stage.Ledger.ConfirmAsync();
        await stage.Ledger.Claims.SettleAsync(await stage.Ledger.ClaimAsync(), new Observation { Status = 200, Left = true },
            new Outcome.Accepted(new Receipt(HookStage.MessageId, null, null, null)));
        var before = await stage.Ledger.SendAsync(id);
        Assert.NotNull(before.CheckAt);

        await stage.HearAsync(HookStage.Sent(before.LocalId, "sending", "1"));
        await stage.HearAsync(HookStage.Sent(before.LocalId, "sent", "2"));
        Assert.Equal((0, before.CheckAt), ((await stage.Ledger.SendAsync(id)).Checks, (await stage.Ledger.SendAsync(id)).CheckAt));

        await stage.HearAsync(HookStage.Sent(before.LocalId, "delivered", "3"));
        Assert.Null((await stage.Ledger.SendAsync(id)).CheckAt);
    }

    [Fact]
    public async Task Worked_twice_after_a_crash_it_ends_the_same()
    {
        await using var stage = await HookStage.SetAsync();
        var id = await stage.UnknownAsync();
        var body = HookStage.Sent(await stage.LocalIdAsync(id), "delivered");
        await stage.HearAsync(body);
        var first = await stage.Ledger.SendAsync(id);

        await stage.Test.WriteAsync(stage.TeamId, db => db.HookEvents.ExecuteUpdateAsync(set => set.SetProperty(h => h.HandledAt, (DateTimeOffset?)null)));
        await stage.HearAsync(body);

        var second = await stage.Ledger.SendAsync(id);
        Assert.Equal((first.State, first.MessageId, first.Delivery), (second.State, second.MessageId, second.Delivery));
        Assert.Single(await stage.EvidenceAsync());
    }

    [Fact]
    public async Task What_waits_to_be_tried_again_although_Heymarket_has_it_is_stopped()
    {
        await using var stage = await HookStage.SetAsync();
        var id = await stage.Ledger.ConfirmAsync();
        await stage.Ledger.Claims.SettleAsync(await stage.Ledger.ClaimAsync(), new Observation { Status = 429, Left = true }, new Outcome.NotSent("Heymarket was busy."));
        Assert.Equal(SendState.Queued, (await stage.Ledger.SendAsync(id)).State);

        await stage.HearAsync(HookStage.Sent(await stage.LocalIdAsync(id)));

        Assert.Equal(SendState.Cancelled, (await stage.Ledger.SendAsync(id)).State);
        Assert.NotNull((await stage.Ledger.SendAsync(id)).MessageId);
        Assert.Empty((await stage.Test.Get<LedgerAgain>().SendAsync(stage.Ledger.Actor, [id])).Sent);
        Assert.False(await stage.Ledger.Claims.AnyDueAsync(LedgerStage.RateKey, CancellationToken.None));
    }

    [Fact]
    public async Task What_Heymarket_refused_and_has_nevertheless_is_told_beside_its_end_and_not_sent_again()
    {
        await using var stage = await HookStage.SetAsync();
        var (id, other) = (await RejectedAsync(stage), await RejectedAsync(stage, "15105550143"));
        var again = Assert.Single((await stage.Test.Get<LedgerAgain>().SendAsync(stage.Ledger.Actor, [id])).Sent);

        await stage.HearAsync(HookStage.Sent(await stage.LocalIdAsync(id)));
        await stage.HearAsync(HookStage.Sent(await stage.LocalIdAsync(id), "delivered", "2026-03-02T18:04:12Z"));
        await stage.HearAsync(HookStage.Sent(await stage.LocalIdAsync(other), id: HookStage.MessageId + 1));

        var send = await stage.Ledger.SendAsync(id);
        Assert.Equal((SendState.Rejected, HookStage.MessageId, "Bad number. Yet Heymarket has it."), (send.State, send.MessageId, send.Reason));
        Assert.Equal([(id, EvidenceVerdict.Found), (other, EvidenceVerdict.Found)], (await stage.EvidenceAsync()).Select(e => (e.SendId, e.Verdict)));
        Assert.Equal(SendState.Cancelled, (await stage.Ledger.SendAsync(again)).State);
        Assert.Empty((await stage.Test.Get<LedgerAgain>().SendAsync(stage.Ledger.Actor, [other])).Sent);
    }

    private static async Task<long> RejectedAsync(HookStage stage, string number = "15105550142")
    {
        var id = await stage.Ledger.ConfirmAsync(number);
        await stage.Ledger.Claims.SettleAsync(await stage.Ledger.ClaimAsync(), new Observation { Status = 400, Left = true }, new Outcome.Rejected("Bad number."));
        return id;
    }

    [Fact]
    public async Task Another_team_s_event_touches_nothing_of_the_first_one()
    {
        await using var stage = await HookStage.SetAsync();
        var id = await stage.UnknownAsync();
        var bakery = await stage.Test.AddTeamAsync("bakery");

        await stage.HearAsync(HookStage.Sent(await stage.LocalIdAsync(id), "delivered"), bakery.Id);
        await stage.HearAsync(HookStage.OptOut(), bakery.Id);

        Assert.Equal((SendState.Unknown, (long?)null), ((await stage.Ledger.SendAsync(id)).State, (await stage.Ledger.SendAsync(id)).MessageId));
        Assert.Equal((0, 1), (await stage.Test.Get<OptOuts>().CountAsync(stage.TeamId), await stage.Test.Get<OptOuts>().CountAsync(bakery.Id)));
        Assert.Equal("Not sent through this portal.", (await stage.LinesAsync(bakery.Id))[1].Note);
        Assert.Empty(await stage.LinesAsync());
    }

    [Fact]
    public async Task A_message_of_somebody_else_and_an_unknown_type_are_kept_and_do_nothing()
    {
        await using var stage = await HookStage.SetAsync();

        await stage.HearAsync(HookStage.Sent(Guid.NewGuid().ToString()));
        await stage.HearAsync("""{"type":"Incoming_Call","event_data":{"phone":"15105550142"}}""");
        await stage.HearAsync("""{"event":"message_sent","data":"nonsense"}""");

        Assert.Equal(
            [("message_sent", "It names no message and no number. Nothing was done."), ("incoming_call", "Kept. The portal does nothing with it."), ("message_sent", "Not sent through this portal.")],
            (await stage.LinesAsync()).Select(line => (line.Type, line.Note)));
        Assert.Empty(await stage.Test.ReadAsync(stage.TeamId, db => db.Sends.ToListAsync()));
    }

    [Fact]
    public async Task A_number_opts_out_and_in_and_out_again_in_the_same_words_each_time()
    {
        await using var stage = await HookStage.SetAsync();
        var optOuts = stage.Test.Get<OptOuts>();
        List<int> counts = [];
        foreach (var told in (string[])[HookStage.OptOut(), HookStage.OptOut(), HookStage.OptIn("(510) 555-0142"), HookStage.OptIn(), HookStage.OptOut("5105550142")])
        {
            await stage.HearAsync(told);
            counts.Add(await optOuts.CountAsync(stage.TeamId));
        }

        Assert.Equal([1, 1, 0, 0, 1], counts);
        Assert.Equal(["15105550142"], await optOuts.AmongAsync(stage.TeamId, ["15105550142", "15105550143"]));
    }

    [Fact]
    public async Task A_flood_pushes_out_the_oldest_and_nothing_that_waits()
    {
        await using var stage = await HookStage.SetAsync();
        await stage.UnknownAsync();
        await stage.Test.WriteAsync(stage.TeamId, async db =>
        {
            for (var i = 0; i < HookLog.MostKept + 20; i++)
            {
                db.HookEvents.Add(new HookEvent
                {
                    TeamId = stage.TeamId, Type = "incoming_call", Body = "{}", Fingerprint = $"{i}", ReceivedAt = stage.Test.Time.GetUtcNow(),
                    HandledAt = i == 0 ? null : stage.Test.Time.GetUtcNow(),
                });
            }
            await db.SaveChangesAsync();
            return true;
        });

        await stage.Log.PruneAsync([stage.TeamId]);

        var kept = await stage.Test.ReadAsync(stage.TeamId, db => db.HookEvents.OrderBy(h => h.Id).Select(h => h.Fingerprint).ToListAsync());
        Assert.Equal((HookLog.MostKept + 1, "0", "20"), (kept.Count, kept[0], kept[1]));
    }
}
