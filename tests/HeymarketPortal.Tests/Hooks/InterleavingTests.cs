using CsCheck;
using HeymarketPortal.Data;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Hooks;

/// <summary>An answer, webhooks and looks at Heymarket may come in any order, late, repeated or not at all.</summary>
public class InterleavingTests
{
    private enum Step
    {
        Answer, LostAnswer, Sweep, Sent, Delivered, ReadBack, Work, Close,
    }

    [Fact]
    public async Task Whatever_the_order_a_text_that_Heymarket_has_ends_accepted_once() => await Gen.Enum<Step>().Array[1, 12].SampleAsync(async steps =>
    {
        await using var stage = await HookStage.SetAsync();
        var id = await stage.Ledger.ConfirmAsync();
        var claim = await stage.Ledger.ClaimAsync();
        foreach (var step in steps)
        {
            await TakeAsync(stage, id, claim, step);
        }
        // In the end everything has come.
        foreach (var step in (Step[])[Step.Answer, Step.Delivered, Step.Work])
        {
            await TakeAsync(stage, id, claim, step);
        }

        var send = await stage.Ledger.SendAsync(id);
        Assert.Equal((SendState.Accepted, HookStage.MessageId, Delivery.Delivered, 1), (send.State, send.MessageId!.Value, send.Delivery!.Value, send.Attempts));
        Assert.All(await stage.LinesAsync(), line => Assert.NotNull(line.Note));
        Assert.Null(await stage.Ledger.Claims.DueRateKeysAsync() is [] ? null : "Something is due again.");
    }, iter: 60);

    private static async Task TakeAsync(HookStage stage, long id, Claim claim, Step step)
    {
        var (ledger, local) = (stage.Test.Get<LedgerEvidence>(), await stage.LocalIdAsync(id));
        var silence = new Observation { Failure = Failure.Timeout, Left = true };
        switch (step)
        {
            case Step.Answer:
                await stage.Ledger.Claims.SettleAsync(claim, new Observation { Status = 200, Left = true }, new Outcome.Accepted(new Receipt(HookStage.MessageId, null, null, null)));
                break;
            case Step.LostAnswer:
                await stage.Ledger.Claims.SettleAsync(claim, silence, AnswerMeaning.Of(silence));
                break;
            case Step.Sweep:
                stage.Test.Time.Advance(TimeSpan.FromMinutes(3));
                await stage.Ledger.Claims.SweepAsync();
                break;
            case Step.Sent:
                await stage.TellAsync(HookStage.Sent(local));
                break;
            case Step.Delivered:
                await stage.TellAsync(HookStage.Sent(local, "delivered", "2026-03-02T18:04:12Z"));
                break;
            case Step.ReadBack when await ledger.FindAsync(stage.TeamId, id) is { State: not SendState.Sending } wanted:
                await ledger.FoundAsync(wanted, EvidenceSource.ReadBack, new(HookStage.MessageId, null, null, "Message"), requestId: null);
                break;
            case Step.Work:
                await stage.Work.RunAsync(CancellationToken.None);
                break;
            case Step.Close:
                await stage.Ledger.Ledger.CloseAsync(stage.Ledger.Actor, id);
                break;
        }
    }
}
