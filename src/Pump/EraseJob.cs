using HeymarketPortal.Data;
using Quartz;

namespace HeymarketPortal.Pump;

/// <summary>Every hour: erases what teams do not want to keep any longer, and cleans the files of it.</summary>
[DisallowConcurrentExecution]
public sealed class EraseJob(Eraser eraser, Compactor compactor, IHostApplicationLifetime lifetime, ILogger<EraseJob> log) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            foreach (var (teamId, days) in await eraser.WantedAsync())
            {
                if (await eraser.RunAsync(teamId, days, stop.Token) is > 0 and var erased)
                {
                    log.LogInformation("Erased the text and numbers of {Count} sends of team {TeamId}, older than {Days} days", erased, teamId, days);
                }
            }
            await compactor.RunAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The portal ends; what is left is erased after the next start.
        }
    }
}
