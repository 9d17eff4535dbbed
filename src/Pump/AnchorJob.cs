using HeymarketPortal.Data;
using Quartz;

namespace HeymarketPortal.Pump;

/// <summary>
/// Every hour: logs where each audit chain ends, when it has grown. Logs leave the machine; whoever cuts a chain off in the database does not
/// reach them.
/// </summary>
[DisallowConcurrentExecution]
public sealed class AnchorJob(AuditChains chains, AuditAnchors logged, ILogger<AnchorJob> log) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var head in await chains.HeadsAsync(cancellationToken))
        {
            if (logged.IsNew(head))
            {
                log.LogInformation("Audit anchor {Anchor}", head);
            }
        }
    }
}

/// <summary>The anchors that this process has logged.</summary>
public sealed class AuditAnchors
{
    private readonly Dictionary<long, AuditAnchor> _last = [];

    /// <summary>Whether this end of its chain was not logged yet; it counts as logged from now on.</summary>
    public bool IsNew(AuditAnchor head)
    {
        var same = _last.TryGetValue(head.Chain, out var last) && last == head;
        _last[head.Chain] = head;
        return !same;
    }
}
