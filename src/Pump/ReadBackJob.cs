using Quartz;

namespace HeymarketPortal.Pump;

/// <summary>Every second: starts looking for what is due.</summary>
[DisallowConcurrentExecution]
public sealed class ReadBackJob(ReadBack readBack) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await readBack.StartDueAsync();
}
