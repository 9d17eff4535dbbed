using System.Diagnostics.Metrics;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pump;
using HeymarketPortal.Sending;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;

namespace HeymarketPortal.Tests.Pump;

public sealed class PortalMetricsTests
{
    [Fact]
    public async Task Attempts_are_counted_by_outcome_and_the_wait_in_the_queue_is_measured()
    {
        await using var stage = await PumpStage.SetAsync();
        var (attempts, waits) = (Collect<long>(stage, "portal.attempts"), Collect<double>(stage, "portal.queue.wait"));
        stage.Upstream.Says("/v1/message/send", """{"id":1}""");
        await stage.ConfirmAsync("One");
        await stage.ConfirmAsync("Two");
        stage.Test.Time.Advance(TimeSpan.FromSeconds(3));

        await stage.CarryAsync();
        stage.Upstream.Says("/v1/message/send", "", 400);
        await stage.CarryAsync();

        Assert.Equal(["Accepted", "Rejected"], attempts.GetMeasurementSnapshot().Select(m => (string)m.Tags["outcome"]!));
        Assert.Equal([3, 3], waits.GetMeasurementSnapshot().Select(m => m.Value));
    }

    [Fact]
    public async Task Sends_by_state_and_the_age_of_the_oldest_that_waits_are_told_to_a_collector()
    {
        await using var stage = await PumpStage.SetAsync();
        var (sends, oldest) = (Collect<int>(stage, "portal.sends"), Collect<double>(stage, "portal.queue.oldest"));
        stage.Upstream.Says("/v1/message/send", """{"id":1}""");
        await stage.ConfirmAsync("One");
        stage.Test.Time.Advance(TimeSpan.FromSeconds(30));
        await stage.ConfirmAsync("Two");
        await stage.ConfirmAsync("Three");
        await stage.CarryAsync();
        stage.Test.Time.Advance(TimeSpan.FromSeconds(7));

        sends.RecordObservableInstruments();
        oldest.RecordObservableInstruments();

        var states = sends.GetMeasurementSnapshot().ToDictionary(m => (string)m.Tags["state"]!, m => m.Value);
        Assert.Equal((2, 1, 0), (states["Queued"], states["Accepted"], states["Unknown"]));
        Assert.Equal(7, oldest.LastMeasurement!.Value);
    }

    [Fact]
    public async Task The_budget_is_told_for_each_rate_key()
    {
        await using var stage = await PumpStage.SetAsync(("Sending:RequestsPerMinute", "490"));
        var (used, left) = (Collect<int>(stage, "portal.budget.used"), Collect<int>(stage, "portal.budget.left"));
        stage.Test.Time.Advance(TimeSpan.FromSeconds(5));
        await stage.Test.Get<RequestBudget>().TakeAsync("heymarket:7", BudgetUse.Send);
        await stage.Test.Get<RequestBudget>().TakeAsync("heymarket:7", BudgetUse.Read);

        used.RecordObservableInstruments();
        left.RecordObservableInstruments();

        Assert.Equal((2, "heymarket:7"), (used.LastMeasurement!.Value, used.LastMeasurement.Tags["rate_key"]));
        Assert.Equal(488, left.LastMeasurement!.Value);
    }

    [Fact]
    public void A_scrape_reads_once_for_all_its_instruments_and_not_again_for_some_seconds()
    {
        var (time, reads) = (new FakeTimeProvider(), 0);
        var cache = new MeterCache<string>(() => Task.FromResult($"{++reads}"), time);

        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal("1", cache.Read()));
        time.Advance(TimeSpan.FromSeconds(14));
        Assert.Equal("1", cache.Read());
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("2", cache.Read());
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_stop_the_reading()
    {
        var (time, reads) = (new TestTime(DateTimeOffset.UtcNow), 0);
        var cache = new MeterCache<string>(() => Task.FromResult($"{++reads}"), time);
        Assert.Equal("1", cache.Read());

        time.SetBack(TimeSpan.FromHours(1));
        time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal("2", cache.Read());
    }

    // Measured from now on; the meter begins with the first who needs it.
    private static MetricCollector<T> Collect<T>(PumpStage stage, string instrument) where T : struct
    {
        stage.Test.Get<PortalMetrics>();
        return new(stage.Test.Get<IMeterFactory>(), PortalMetrics.MeterName, instrument, stage.Test.Time);
    }
}
