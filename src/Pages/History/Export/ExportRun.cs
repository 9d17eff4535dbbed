namespace HeymarketPortal.Pages.History;

public enum ExportFormat
{
    Csv,
    Xlsx,
}

public enum ExportState
{
    Running,
    Done,
    /// <summary>By its button, or because the browser stopped taking it.</summary>
    Cancelled,
    Failed,
}

/// <summary>One export under way or just ended, as its maker's pages show it.</summary>
public sealed class ExportRun : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly Action<ExportRun> _moved;

    internal ExportRun(long accountId, long teamId, ExportFormat format, DateTimeOffset startedAt, Action<ExportRun> moved) =>
        (AccountId, TeamId, Format, StartedAt, _moved) = (accountId, teamId, format, startedAt, moved);

    public long AccountId { get; }
    public long TeamId { get; }
    public ExportFormat Format { get; }
    public DateTimeOffset StartedAt { get; }
    public ExportState State { get; private set; } = ExportState.Running;
    public long Rows { get; private set; }

    /// <summary>From 0 to 1, by where the last row stands between the newest and the oldest.</summary>
    public double Share { get; private set; }

    public CancellationToken Cancelled => _cancel.Token;

    public void Cancel()
    {
        lock (_gate)
        {
            if (State == ExportState.Running)
            {
                _cancel.Cancel();
            }
        }
    }

    /// <summary>What is left, if it goes on as it went; null while nobody can say.</summary>
    public TimeSpan? Left(DateTimeOffset now) => Share is > 0.01 and < 1 ? (now - StartedAt) * ((1 - Share) / Share) : null;

    internal void Moved(long rows, double share)
    {
        (Rows, Share) = (rows, Math.Clamp(share, 0, 1));
        _moved(this);
    }

    internal void End(ExportState state)
    {
        lock (_gate)
        {
            State = state;
        }
        _moved(this);
    }

    /// <summary>Only after its end: until then somebody may cancel it.</summary>
    public void Dispose() => _cancel.Dispose();
}
