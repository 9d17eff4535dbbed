using HeymarketPortal.Sending;
using Quartz;

namespace HeymarketPortal.Pump;

public static class PumpServices
{
    /// <summary>The scheduler, the pump and the sweeper. Needs the ledger recovered before the host starts.</summary>
    public static IServiceCollection AddPump(this IServiceCollection services, IConfiguration configuration)
    {
        var sweep = TimeSpan.FromSeconds(configuration.GetValue<double?>("Sending:SweepSeconds") ?? new SendingOptions().SweepSeconds);
        services.AddSingleton<RateKeyPump>();
        services.AddMetrics();
        services.AddSingleton<PortalMetrics>();
        services.AddSingleton<Carrier>();
        services.AddSingleton<ReadBack>();
        services.AddSingleton<AuditAnchors>();
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            // More than rate keys: a pump that waits must not keep another from starting.
            quartz.UseDefaultThreadPool(pool => pool.MaxConcurrency = 1_000);
            quartz.ScheduleJob<SweepJob>(
                // Not at once: the start has ended what was lost already, and the first page should not wait for the rest.
                trigger => trigger.StartAt(TimeProvider.System.GetUtcNow() + sweep).WithSimpleSchedule(every => every.WithInterval(sweep).RepeatForever()),
                job => job.WithIdentity("sweep"));
            quartz.ScheduleJob<ReadBackJob>(
                trigger => trigger.StartAt(TimeProvider.System.GetUtcNow() + sweep).WithSimpleSchedule(every => every.WithInterval(ReadBackJob.Interval).RepeatForever()),
                job => job.WithIdentity("read-back"));
            quartz.ScheduleJob<EraseJob>(
                trigger => trigger.StartAt(TimeProvider.System.GetUtcNow().AddMinutes(5)).WithSimpleSchedule(every => every.WithInterval(EraseJob.Interval).RepeatForever()),
                job => job.WithIdentity("erase"));
            quartz.ScheduleJob<AnchorJob>(
                trigger => trigger.StartAt(TimeProvider.System.GetUtcNow().AddMinutes(1)).WithSimpleSchedule(every => every.WithInterval(AnchorJob.Interval).RepeatForever()),
                job => job.WithIdentity("anchor"));
            quartz.ScheduleJob<KeyEndJob>(
                trigger => trigger.StartAt(TimeProvider.System.GetUtcNow().AddMinutes(1)).WithSimpleSchedule(every => every.WithInterval(KeyEndJob.Interval).RepeatForever()),
                job => job.WithIdentity("key-end"));
            quartz.ScheduleJob<KeyCheckJob>(
                trigger => trigger.StartAt(TimeProvider.System.GetUtcNow().AddMinutes(2)).WithSimpleSchedule(every => every.WithInterval(KeyCheckJob.Interval).RepeatForever()),
                job => job.WithIdentity("key-check"));
        });
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        services.AddHostedService<PumpStarter>();
        services.AddHostedService<ClockWatch>();
        // A request under way may take 30 s and its outcome is precious: a stop waits for both.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(45));
        return services;
    }
}
