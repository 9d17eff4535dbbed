using System.Diagnostics.Metrics;
using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using Microsoft.AspNetCore.Http;

namespace HeymarketPortal.Tests.Pump;

public class RateKeyPumpTests
{
    private const string Good = """{"id":1}""";

    [Fact]
    public async Task It_drains_what_is_due_each_once()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/message/send", Good);
        List<long> ids = [];
        for (var i = 0; i < 30; i++)
        {
            ids.Add(await stage.ConfirmAsync($"Text {i}"));
        }

        _ = stage.StartPump();

        foreach (var id in ids)
        {
            await stage.ReachAsync(id, SendState.Accepted);
        }
        Assert.Equal(30, stage.SendsReceived);
        Assert.Equal(30, stage.Upstream.Requests.Select(request => request.Body).Distinct().Count());
    }

    [Fact]
    public async Task A_running_pump_hears_a_new_text_at_once()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/message/send", Good);
        _ = stage.StartPump();

        // The clock stands still: only the bell can have told the pump.
        var id = await stage.ConfirmAsync();

        await stage.ReachAsync(id, SendState.Accepted);
    }

    [Fact]
    public async Task What_nobody_foresaw_costs_one_text_its_answer_and_never_its_rate_key_the_rest()
    {
        await using var stage = await PumpStage.SetAsync(("Sending:InFlight", "1"));
        stage.Upstream.Says("/v1/message/send", Good);
        var (meters, measured) = (stage.Test.Get<IMeterFactory>(), 0);
        using var collector = new MeterListener { InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "portal.queue.wait" && instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        } };
        collector.SetMeasurementEventCallback<double>((_, _, _, _) =>
        {
            if (Interlocked.Increment(ref measured) == 1)
            {
                throw new InvalidOperationException("Nobody foresaw this.");
            }
        });
        collector.Start();
        var (dropped, next) = (await stage.ConfirmAsync("First"), await stage.ConfirmAsync("Second"));

        var run = stage.StartPump();

        await stage.ReachAsync(next, SendState.Accepted);
        Assert.Equal((SendState.Sending, false, 1), ((await stage.SendAsync(dropped)).State, run.IsCompleted, stage.SendsReceived));
        stage.Test.Time.Advance(TimeSpan.FromSeconds(121));
        await stage.Test.Get<LedgerClaims>().SweepAsync();
        Assert.Equal(SendState.Unknown, (await stage.SendAsync(dropped)).State);
    }

    [Fact]
    public async Task Two_pumps_of_one_key_send_nothing_twice()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/message/send", Good);
        List<long> ids = [];
        for (var i = 0; i < 20; i++)
        {
            ids.Add(await stage.ConfirmAsync($"Text {i}"));
        }

        _ = stage.StartPump();
        _ = stage.StartPump();

        foreach (var id in ids)
        {
            await stage.ReachAsync(id, SendState.Accepted);
        }
        Assert.Equal(20, stage.SendsReceived);
    }

    [Fact]
    public async Task Never_more_than_eight_requests_at_once()
    {
        await using var stage = await PumpStage.SetAsync();
        var (now, most) = (0, 0);
        using var gate = new SemaphoreSlim(0);
        stage.Upstream.Answers["/v1/message/send"] = async http =>
        {
            var mine = Interlocked.Increment(ref now);
            InterlockedMax(ref most, mine);
            await gate.WaitAsync(http.RequestAborted);
            Interlocked.Decrement(ref now);
            await http.Response.WriteAsync(Good);
        };
        List<long> ids = [];
        for (var i = 0; i < 12; i++)
        {
            ids.Add(await stage.ConfirmAsync());
        }

        _ = stage.StartPump();
        await stage.ReachAsync(ids[7], SendState.Sending);
        Assert.Equal(SendState.Queued, (await stage.SendAsync(ids[8])).State);
        gate.Release(12);

        await stage.ReachAsync(ids[11], SendState.Accepted);
        Assert.InRange(most, 1, 8);
    }

    [Fact]
    public async Task A_paused_key_keeps_everything_queued_and_goes_on_when_it_is_rung_for_after_its_pause()
    {
        await using var stage = await PumpStage.SetAsync(("Sending:InFlight", "1"));
        using var answer = new SemaphoreSlim(0);
        stage.Upstream.Answers["/v1/message/send"] = async http =>
        {
            await answer.WaitAsync(http.RequestAborted);
            http.Response.StatusCode = 429;
        };
        var (first, second) = (await stage.ConfirmAsync(), await stage.ConfirmAsync());

        _ = stage.StartPump();
        await stage.ReachAsync(first, SendState.Sending);
        var back = stage.ReachAsync(first, SendState.Queued);
        answer.Release();
        await back;

        Assert.Equal(SendState.Queued, (await stage.SendAsync(second)).State);
        Assert.Equal(1, stage.SendsReceived);
        stage.Upstream.Says("/v1/message/send", Good);
        stage.Test.Time.Advance(TimeSpan.FromSeconds(20));
        stage.Test.Get<Bell>().Ring(PumpStage.RateKey);
        await stage.ReachAsync(second, SendState.Accepted);
    }

    [Fact]
    public async Task Stopping_lets_a_request_under_way_end()
    {
        await using var stage = await PumpStage.SetAsync();
        var arrived = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        stage.Upstream.Answers["/v1/message/send"] = async http =>
        {
            arrived.TrySetResult();
            await answer.Task;
            await http.Response.WriteAsync(Good);
        };
        var id = await stage.ConfirmAsync();
        using var stop = new CancellationTokenSource();
        var run = stage.Test.Get<HeymarketPortal.Pump.RateKeyPump>().RunAsync(PumpStage.RateKey, stop.Token);
        await arrived.Task;

        await stop.CancelAsync();
        Assert.False(run.IsCompleted);
        answer.SetResult();
        await run;

        Assert.Equal(SendState.Accepted, (await stage.SendAsync(id)).State);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen; seen = target)
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
