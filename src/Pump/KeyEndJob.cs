using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using Quartz;

namespace HeymarketPortal.Pump;

/// <summary>Every minute: destroys the API keys that were replaced a day ago.</summary>
[DisallowConcurrentExecution]
public sealed class KeyEndJob(ApiKeyUpkeep upkeep, ILogger<KeyEndJob> log) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            if (await upkeep.DestroyDueAsync() is > 0 and var destroyed)
            {
                log.LogInformation("Destroyed {Count} API keys that were replaced a day ago", destroyed);
            }
        }
        catch (Exception failed) when (StoreTrouble.Is(failed))
        {
            log.LogError(failed, "API keys that were replaced wait for the next minute: {Trouble}", StoreTrouble.Sentence(failed));
        }
    }
}
