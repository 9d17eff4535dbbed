using System.Diagnostics.Metrics;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Pump;

/// <summary>
/// The meter <c>HeymarketPortal</c>, for any collector that speaks OpenTelemetry: sends by state, attempts by outcome, how long sends
/// wait, and each rate key's budget. Tags are states, outcomes and rate keys: no number, no text, no key.
/// </summary>
public sealed class PortalMetrics
{
    public const string MeterName = "HeymarketPortal";

    private readonly MeterCache<LedgerCount> _ledger;
    private readonly RequestBudget _budget;
    private readonly TimeProvider _time;
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _queueWait;

    public PortalMetrics(IMeterFactory meters, LedgerCounts counts, RequestBudget budget, SendingOptions options, TimeProvider time)
    {
        (_budget, _time) = (budget, time);
        _ledger = new MeterCache<LedgerCount>(counts.ReadAsync, time);
        var meter = meters.Create(MeterName);
        _attempts = meter.CreateCounter<long>("portal.attempts", "{attempt}", "Requests made for sends, by what they taught");
        _queueWait = meter.CreateHistogram<double>("portal.queue.wait", "s", "From a send's due time to its request",
            advice: new() { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1_800, 3_600] });
        meter.CreateObservableGauge("portal.sends", ObserveSends, "{send}", "Sends by state");
        meter.CreateObservableGauge("portal.queue.oldest", ObserveOldest, "s", "How long the oldest queued send is due");
        meter.CreateObservableGauge("portal.budget.used", () => Each(used => used), "{request}", "Requests of a rate key in the last 60 s");
        meter.CreateObservableGauge("portal.budget.left", () => options.RequestsPerMinute == 0 ? [] : Each(used => Math.Max(0, options.RequestsPerMinute - used)),
            "{request}", "Requests a rate key may still make in these 60 s");
    }

    /// <summary>A request for a send is about to be made.</summary>
    public void Claimed(Claim claim) => _queueWait.Record(Math.Max(0, (_time.GetUtcNow() - claim.DueAt).TotalSeconds));

    /// <summary>Its outcome is known.</summary>
    public void Ended(Outcome outcome) => _attempts.Add(1, KeyValuePair.Create<string, object?>("outcome", outcome.GetType().Name));

    private IEnumerable<Measurement<int>> ObserveSends() => _ledger.Read() is { } count
        ? Enum.GetValues<SendState>().Select(state => new Measurement<int>(count.States.GetValueOrDefault(state), KeyValuePair.Create<string, object?>("state", state.ToString())))
        : [];

    private IEnumerable<Measurement<double>> ObserveOldest() => _ledger.Read() is { } count
        ? [new(count.OldestDue is { } due ? Math.Max(0, (_time.GetUtcNow() - due).TotalSeconds) : 0)]
        : [];

    private IEnumerable<Measurement<int>> Each(Func<int, int> value) => _budget.RateKeys.Select(
        key => new Measurement<int>(value(_budget.UsedInLastMinute(key)), KeyValuePair.Create<string, object?>("rate_key", key)));
}
