using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using Quartz;

namespace HeymarketPortal.Pump;

/// <summary>Every few seconds: moves what the clock moves, and rings for each rate key that has something due and is not paused.</summary>
[DisallowConcurrentExecution]
public sealed class SweepJob(LedgerClaims claims, BackOff backOff, Bell bell) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await claims.SweepAsync();
        foreach (var rateKey in await claims.DueRateKeysAsync())
        {
            if (backOff.PausedUntil(rateKey) is null)
            {
                bell.Ring(rateKey);
            }
        }
    }
}
