using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Hooks;

/// <summary>Works off at start what was left, and then each event as it comes.</summary>
public sealed class HookWorker(HookWork work, HookBell bell, TimeProvider time, ILogger<HookWorker> log) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await bell.HearAsync(await RunAsync(stoppingToken) ? Again : Idle, time, stoppingToken);
        }
    }

    private async Task<bool> RunAsync(CancellationToken stop)
    {
        try
        {
            return await work.RunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failed) when (failed is DbException or DbUpdateException or InvalidOperationException)
        {
            // Nothing is lost: what was not noted as done is open still.
            log.LogError(failed, "What webhooks told could not be worked off; it is tried again");
            return true;
        }
    }
}
