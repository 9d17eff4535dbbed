using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using Quartz;

namespace HeymarketPortal.Pump;

/// <summary>Every few seconds: moves what the clock moves, and rings for each rate key that has something due and is not paused.</summary>
[DisallowConcurrentExecution]
public sealed class SweepJob(LedgerClaims claims, BackOff backOff, Bell bell, ILogger<SweepJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await claims.SweepAsync();
        }
        catch (Exception failed) when (StoreTrouble.Is(failed))
        {
            log.LogError(failed, "What the clock moves waits: {Trouble}", StoreTrouble.Sentence(failed));
        }
        foreach (var rateKey in await claims.DueRateKeysAsync())
        {
            if (backOff.PausedUntil(rateKey) is null)
            {
                bell.Ring(rateKey);
            }
        }
    }
}
