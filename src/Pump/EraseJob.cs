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
                await EraseAsync(teamId, days, stop.Token);
            }
            await compactor.RunAsync(stop.Token);
        }
        catch (Exception failed) when (StoreTrouble.Is(failed))
        {
            log.LogError(failed, "What is to be erased waits for the next hour: {Trouble}", StoreTrouble.Sentence(failed));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The portal ends; what is left is erased after the next start.
        }
    }

    // What fails for one team must not keep every other team's text.
    private async Task EraseAsync(long teamId, int days, CancellationToken stop)
    {
        try
        {
            if (await eraser.RunAsync(teamId, days, stop) is > 0 and var erased)
            {
                log.LogInformation("Erased the text and numbers of {Count} sends of team {TeamId}, older than {Days} days", erased, teamId, days);
            }
        }
        catch (Exception failed) when (StoreTrouble.Is(failed))
        {
            log.LogError(failed, "What team {TeamId} wants erased waits for the next hour: {Trouble}", teamId, StoreTrouble.Sentence(failed));
        }
    }
}
