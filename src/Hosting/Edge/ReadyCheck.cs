using HeymarketPortal.Data;
using HeymarketPortal.Data.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Quartz;

namespace HeymarketPortal.Hosting;

/// <summary>Whether this process can do its work: the database answers and holds the canary of our key, and the scheduler runs.</summary>
internal sealed class ReadyCheck(Database database, MasterKeys keys, IServiceProvider services) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!await database.ReadAsync(null, db => db.Canaries.AnyAsync(c => c.KeyId == keys.Writer, cancellationToken), cancellationToken))
        {
            return HealthCheckResult.Unhealthy("The database lost its canary.");
        }
        if (services.GetService<ISchedulerFactory>() is { } factory)
        {
            var scheduler = await factory.GetScheduler(cancellationToken);
            if (await scheduler.GetStatus(cancellationToken) != SchedulerStatus.Running)
            {
                return HealthCheckResult.Unhealthy("The scheduler does not run.");
            }
        }
        return HealthCheckResult.Healthy();
    }
}
