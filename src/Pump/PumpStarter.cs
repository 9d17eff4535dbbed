using HeymarketPortal.Sending;
using Quartz;

namespace HeymarketPortal.Pump;

/// <summary>Hears the bell and has Quartz start the pump of a rate key that has none running: no trigger per send.</summary>
public sealed class PumpStarter(Bell bell, RateKeyPump pump, ISchedulerFactory schedulers, ILogger<PumpStarter> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var scheduler = await schedulers.GetScheduler(stoppingToken);
        HashSet<string> known = [];
        await foreach (var rateKey in bell.HearAllAsync(stoppingToken))
        {
            try
            {
                await StartAsync(scheduler, known, rateKey, stoppingToken);
            }
            catch (SchedulerException failed)
            {
                // The clock rings again within seconds; the portal must not end over one pump.
                log.NotStarted(failed, rateKey);
            }
        }
    }

    private async Task StartAsync(IScheduler scheduler, HashSet<string> known, string rateKey, CancellationToken stop)
    {
        if (pump.IsRunning(rateKey))
        {
            return;
        }
        if (known.Add(rateKey))
        {
            await scheduler.AddJob(PumpJob.DetailOf(rateKey), cancellationToken: stop);
        }
        await scheduler.TriggerJob(PumpJob.KeyOf(rateKey), cancellationToken: stop);
    }
}
