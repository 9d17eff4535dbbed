using HeymarketPortal.Data;
using Quartz;

namespace HeymarketPortal.Pump;

/// <summary>Every second: starts looking for what is due.</summary>
[DisallowConcurrentExecution]
public sealed class ReadBackJob(ReadBack readBack, ILogger<ReadBackJob> log) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await readBack.StartDueAsync();
        }
        catch (Exception failed) when (StoreTrouble.Is(failed))
        {
            log.LogError(failed, "Nothing is looked for at Heymarket: {Trouble}", StoreTrouble.Sentence(failed));
        }
    }
}
