using Quartz;

namespace HeymarketPortal.Pump;

/// <summary>Quartz runs one of these per rate key, never two at once.</summary>
[DisallowConcurrentExecution]
public sealed class PumpJob(RateKeyPump pump, IHostApplicationLifetime lifetime) : IJob
{
    private const string Group = "pump";
    private const string RateKey = "rateKey";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        // Quartz waits for jobs at its end without telling them, and a pump lingers for half a minute.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        await pump.RunAsync(context.MergedJobDataMap.GetString(RateKey)!, stop.Token);
    }

    public static JobKey KeyOf(string rateKey) => new(rateKey, Group);

    public static IJobDetail DetailOf(string rateKey) => JobBuilder.Create<PumpJob>()
        .WithIdentity(KeyOf(rateKey))
        .UsingJobData(RateKey, rateKey)
        .StoreDurably()
        .RequestRecovery(false)
        .Build();
}
