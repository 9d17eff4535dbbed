using HeymarketPortal.Data;
using HeymarketPortal.Pump;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Pump;

/// <summary>What the clock does to texts that somebody gave a time.</summary>
public class SweepJobTests
{
    [Fact]
    public async Task A_scheduled_text_leaves_with_the_first_sweep_of_its_minute_and_none_before()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/message/send", """{"id":1}""");
        var due = stage.Test.Time.GetUtcNow().AddHours(2);
        var id = await stage.ConfirmAsync(due: due);
        stage.Test.Time.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        await SweepAsync(stage);
        Assert.Equal((SendState.Scheduled, 0), ((await stage.SendAsync(id)).State, stage.SendsReceived));
        _ = stage.StartPump();

        stage.Test.Time.Advance(TimeSpan.FromSeconds(1));
        await SweepAsync(stage);

        // From here on the clock stands still: only the sweep's own bell can have told the pump.
        var sent = await stage.ReachAsync(id, SendState.Accepted);
        Assert.Equal((due, due), (sent.DueAt, sent.StateAt));
        Assert.Equal(1, stage.SendsReceived);
    }

    [Fact]
    public async Task What_waits_for_another_Heymarket_account_than_the_key_in_use_is_held_instead_of_waiting_in_vain()
    {
        await using var stage = await PumpStage.SetAsync();
        var id = await stage.ConfirmAsync();
        await stage.Test.WriteAsync(stage.Team.Id, db => db.ApiKeys.ExecuteUpdateAsync(set => set.SetProperty(k => k.RateKey, "heymarket:another")));

        await SweepAsync(stage);

        Assert.Equal(SendState.Held, (await stage.SendAsync(id)).State);
    }

    [Fact]
    public async Task A_key_without_a_running_pump_is_rung_for_so_that_one_is_started()
    {
        await using var stage = await PumpStage.SetAsync();
        await stage.ConfirmAsync(due: stage.Test.Time.GetUtcNow().AddHours(2));
        await using var rings = stage.Test.Get<Bell>().HearAllAsync(default).GetAsyncEnumerator();
        // Storing it rang too.
        await rings.MoveNextAsync();
        stage.Test.Time.Advance(TimeSpan.FromHours(2));

        await SweepAsync(stage);

        Assert.True(await rings.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(PumpStage.RateKey, rings.Current);
    }

    [Fact]
    public async Task A_cancelled_and_an_unscheduled_text_never_leave()
    {
        await using var stage = await PumpStage.SetAsync();
        var due = stage.Test.Time.GetUtcNow().AddHours(2);
        var (cancelled, unscheduled) = (await stage.ConfirmAsync("Hi", due), await stage.ConfirmAsync("Hello", due));
        Assert.Null(await stage.Test.Get<Ledger>().CancelAsync(stage.Actor, cancelled));
        Assert.Null((await stage.Test.Get<Ledger>().UnscheduleAsync(stage.Actor, unscheduled)).Refusal);

        stage.Test.Time.Advance(TimeSpan.FromHours(2));
        await SweepAsync(stage);

        Assert.False(await stage.Test.Get<LedgerClaims>().AnyDueAsync(PumpStage.RateKey, default));
        Assert.All([await stage.SendAsync(cancelled), await stage.SendAsync(unscheduled)], send => Assert.Equal(SendState.Cancelled, send.State));
    }

    [Fact]
    public async Task A_scheduled_text_whose_time_passed_while_the_portal_was_down_too_long_expires()
    {
        await using var stage = await PumpStage.SetAsync();
        var id = await stage.ConfirmAsync(due: stage.Test.Time.GetUtcNow().AddHours(2));

        stage.Test.Time.Advance(TimeSpan.FromHours(3));
        await SweepAsync(stage);

        Assert.Equal(SendState.Expired, (await stage.SendAsync(id)).State);
        Assert.False(await stage.Test.Get<LedgerClaims>().AnyDueAsync(PumpStage.RateKey, default));
    }

    private static async Task SweepAsync(PumpStage stage) =>
        await new SweepJob(stage.Test.Get<LedgerClaims>(), stage.BackOff, stage.Test.Get<Bell>(), Microsoft.Extensions.Logging.Abstractions.NullLogger<SweepJob>.Instance).Execute(null!, default);
}
