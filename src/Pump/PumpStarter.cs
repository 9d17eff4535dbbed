using HeymarketPortal.Sending;
using Quartz;

namespace HeymarketPortal.Pump;

/// <summary>Hears the bell and has Quartz start the pump of a rate key that has none running: no trigger per send.</summary>
public sealed class PumpStarter(Bell bell, RateKeyPump pump, ISchedulerFactory schedulers) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var scheduler = await schedulers.GetScheduler(stoppingToken);
        HashSet<string> known = [];
        await foreach (var rateKey in bell.HearAllAsync(stoppingToken))
        {
            if (pump.IsRunning(rateKey))
            {
                continue;
            }
            if (known.Add(rateKey))
            {
                await scheduler.AddJob(PumpJob.DetailOf(rateKey), cancellationToken: stoppingToken);
            }
            await scheduler.TriggerJob(PumpJob.KeyOf(rateKey), cancellationToken: stoppingToken);
        }
    }
}
