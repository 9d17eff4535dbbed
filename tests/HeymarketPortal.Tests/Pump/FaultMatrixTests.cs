using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Pump;

/// <summary>
/// Every single fault for each kind of send, from the ledger through the pump and the client to a socket: the state, the requests that
/// were made, what the attempt wrote down, whether the rate key pauses, and what happens afterwards.
/// </summary>
public class FaultMatrixTests
{
    public static TheoryData<string, SendKind> Matrix => new(
        from fault in Fault.All
        from kind in (SendKind[])[SendKind.Individual, SendKind.Group, SendKind.List]
        select (fault.Name, kind));

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task A_fault_ends_where_the_table_says(string name, SendKind kind)
    {
        var fault = Fault.All.Single(f => f.Name == name);
        await using var upstream = new FaultyUpstream(fault);
        await using var stage = await PumpStage.SetAsync([.. upstream.Settings, ("Sending:HoldSeconds", "0")]);
        var id = await stage.ConfirmAsync(kind);
        var before = await stage.SendAsync(id);

        await stage.PumpOnceAsync(id, meanwhile: fault.Ending == Ending.Hang ? () => OutlastAsync(stage, upstream) : null);

        var send = await stage.SendAsync(id);
        Assert.Equal((fault.State, kind, 1), (send.State, send.Kind, send.Attempts));
        fault.Check(await stage.Test.ReadAsync(stage.Team.Id, db => db.AttemptRows.AsNoTracking().SingleAsync()));
        Assert.Equal((fault.Sends, fault.Probes), (upstream.Sends.Count, upstream.Probes));
        Assert.All(upstream.Sends, body => Assert.Contains(send.LocalId, body, StringComparison.Ordinal));
        CheckPause(stage, fault);
        var key = await stage.Test.ReadAsync(stage.Team.Id, db => db.ApiKeys.AsNoTracking().SingleAsync());
        Assert.Equal((fault.KeyTrouble ? ApiKeyState.NeedsAttention : ApiKeyState.InUse, fault.KeyTrouble), (key.State, key.Trouble is not null));
        // Waiting costs it nothing.
        Assert.Equal((before.LocalId, before.DueAt, before.NotAfter), (send.LocalId, send.DueAt, send.NotAfter));
        await CheckWhatFollowsAsync(stage, upstream, fault, id);
        stage.CheckLogs();
    }

    // The clock stands still: the limit of 30 s passes when the test says so.
    private static async Task OutlastAsync(PumpStage stage, FaultyUpstream upstream)
    {
        await upstream.Hanging.Task.WaitAsync(TimeSpan.FromSeconds(20));
        stage.Test.Time.Advance(TimeSpan.FromSeconds(31));
    }

    private static void CheckPause(PumpStage stage, Fault fault)
    {
        var (until, now) = (stage.BackOff.PausedUntil(PumpStage.RateKey), stage.Test.Time.GetUtcNow());
        Assert.Equal(fault.Pauses, until is not null);
        if (fault.Pauses)
        {
            Assert.InRange((until!.Value - now).TotalSeconds, fault.Seconds ?? 0.4, fault.Seconds ?? 2);
        }
    }

    // The upstream is well again and time passes: only what certainly did not leave goes, once, as the same text.
    private static async Task CheckWhatFollowsAsync(PumpStage stage, FaultyUpstream upstream, Fault fault, long id)
    {
        upstream.Healed = true;
        stage.Test.Time.Advance(TimeSpan.FromMinutes(5));
        await stage.Test.Get<LedgerClaims>().SweepAsync();
        var due = await stage.Test.Get<LedgerClaims>().AnyDueAsync(PumpStage.RateKey, default);
        Assert.Equal(fault.State == SendState.Queued, due);
        if (due && fault.Sends > 0)
        {
            await stage.PumpOnceAsync(id);
            Assert.Equal(SendState.Accepted, (await stage.SendAsync(id)).State);
            Assert.Equal(2, upstream.Sends.Count);
            Assert.Single(upstream.Sends.Distinct());
        }
    }
}
