using HeymarketPortal.Data;
using Quartz;

namespace HeymarketPortal.Pump;

/// <summary>
/// Notices a wall clock that was set back, by one that only goes forward: Quartz would wait until the clock has caught up, and so would
/// what is to happen in seconds.
/// </summary>
public sealed class ClockWatch(LedgerClaims claims, ISchedulerFactory schedulers, TimeProvider time, ILogger<ClockWatch> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    // Clocks that are kept right move by less.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    // It may have been set back while the portal was down.
    private bool _wrong = true;
    private DateTimeOffset _wall = time.GetUtcNow();
    private long _since = time.GetTimestamp();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await LookAsync(stoppingToken);
        }
    }

    /// <summary>Compares the two clocks, and sets right what the one that went back would let wait.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        var back = _wall + time.GetElapsedTime(_since) - time.GetUtcNow();
        (_wall, _since) = (time.GetUtcNow(), time.GetTimestamp());
        if (back > Slack)
        {
            log.LogWarning("The clock went back by {Back}. What waits for seconds goes on; what was given a time keeps it", back);
            await StartTriggersAsync(stop);
            _wrong = true;
        }
        _wrong = _wrong && !await TrySetRightAsync();
    }

    private async Task<bool> TrySetRightAsync()
    {
        try
        {
            await claims.ClockWentBackAsync();
            return true;
        }
        catch (Exception failed) when (StoreTrouble.Is(failed))
        {
            log.LogError(failed, "What waits for a clock that went back could not be moved; it is tried again: {Trouble}", StoreTrouble.Sentence(failed));
            return false;
        }
    }

    private async Task StartTriggersAsync(CancellationToken stop)
    {
        var scheduler = await schedulers.GetScheduler(stop);
        foreach (var key in await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.AnyGroup(), stop))
        {
            if (await scheduler.GetTrigger(key, stop) is { } trigger)
            {
                await scheduler.RescheduleJob(key, trigger.GetTriggerBuilder().StartAt(time.GetUtcNow()).Build(), stop);
            }
        }
    }
}
