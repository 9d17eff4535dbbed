using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Teams;
using Quartz;

namespace HeymarketPortal.Pump;

/// <summary>
/// Asks Heymarket once a day about each API key, within its request budget: a spare key that died is found before it is needed, and the one
/// in use before somebody's text is refused.
/// </summary>
[DisallowConcurrentExecution]
public sealed class KeyCheckJob(ApiKeyUpkeep upkeep, KeyProbe probe, IHostApplicationLifetime lifetime, ILogger<KeyCheckJob> log) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            foreach (var key in await upkeep.CheckDueAsync())
            {
                await CheckAsync(key, stop.Token);
            }
        }
        catch (Exception failed) when (StoreTrouble.Is(failed))
        {
            log.LogError(failed, "The check of API keys waits for its next turn: {Trouble}", StoreTrouble.Sentence(failed));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The portal ends; what is left is asked about after the next start.
        }
    }

    private async Task CheckAsync(KeyToCheck key, CancellationToken stop)
    {
        var found = await probe.VerifyAsync(key.ApiKeyId, key.RateKey, key.Sandbox, stop);
        stop.ThrowIfCancellationRequested();
        switch (found)
        {
            case Verification.Works works:
                await upkeep.WorksAsync(key, works.Facts);
                break;
            case Verification.Failed { Kind: ReadFailure.KeyRefused } refused:
                log.LogWarning("Heymarket refuses API key {ApiKeyId} of team {TeamId}", key.ApiKeyId, key.TeamId);
                await upkeep.RefusedAsync(key, refused.Sentence);
                break;
            case Verification.Failed failed:
                await upkeep.MissedAsync(key, failed.Sentence);
                break;
        }
    }
}
