namespace HeymarketPortal.Heymarket;

/// <summary>The budget of one rate key. Whole ticks, so that no rounding ever lets one request too many through.</summary>
internal sealed class TokenBucket(int perMinute, int capacity, long origin, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource>[] _waiting = [new(), new()];
    private readonly LinkedList<long> _used = new();
    private readonly long _interval = perMinute > 0 ? (TimeSpan.TicksPerMinute + perMinute - 1) / perMinute : 0;
    /// <summary>When the bucket was last empty. It holds a token for each interval since.</summary>
    private long _emptyAt;
    private ITimer? _timer;

    public Task TakeAsync(BudgetUse use, CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
        {
            return Task.FromCanceled(stop);
        }
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting[(int)use].AddLast(turn);
            Serve();
        }
        if (stop.CanBeCanceled && !turn.Task.IsCompleted)
        {
            var given = stop.UnsafeRegister(_ => GiveUp(use, turn, stop), null);
            _ = turn.Task.ContinueWith(_ => given.Dispose(), TaskScheduler.Default);
        }
        return turn.Task;
    }

    /// <summary>Takes one if it is there now and nobody waits for it.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            var now = Now();
            _emptyAt = Math.Max(_emptyAt, now - capacity * _interval);
            if (Next() is not null || now - _emptyAt < _interval)
            {
                return false;
            }
            _emptyAt += _interval;
            _used.AddLast(now);
            return true;
        }
    }

    /// <summary>Some were taken for requests that were not made.</summary>
    public void GiveBack(int count)
    {
        lock (_lock)
        {
            for (; count > 0 && _used.Count > 0; count--)
            {
                _emptyAt -= _interval;
                _used.RemoveLast();
            }
            Serve();
        }
    }

    public int UsedInLastMinute()
    {
        lock (_lock)
        {
            Forget(Now());
            return _used.Count;
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void GiveUp(BudgetUse use, TaskCompletionSource turn, CancellationToken stop)
    {
        lock (_lock)
        {
            if (_waiting[(int)use].Remove(turn))
            {
                turn.TrySetCanceled(stop);
            }
        }
    }

    private void Serve()
    {
        var now = Now();
        _emptyAt = Math.Max(_emptyAt, now - capacity * _interval);
        while (Next() is { } waiting && now - _emptyAt >= _interval)
        {
            _emptyAt += _interval;
            _used.AddLast(now);
            waiting.First!.Value.TrySetResult();
            waiting.RemoveFirst();
        }
        Forget(now);
        if (Next() is not null)
        {
            // Timers cut off fractions of a millisecond; a little late is right, early would be one more round.
            Arm(TimeSpan.FromMilliseconds(Math.Ceiling(TimeSpan.FromTicks(_emptyAt + _interval - now).TotalMilliseconds)));
        }
    }

    private LinkedList<TaskCompletionSource>? Next() => Array.Find(_waiting, use => use.Count > 0);

    private void Arm(TimeSpan due)
    {
        _timer ??= time.CreateTimer(_ =>
        {
            lock (_lock)
            {
                Serve();
            }
        }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void Forget(long now)
    {
        while (_used.First is { } oldest && oldest.Value <= now - TimeSpan.TicksPerMinute)
        {
            _used.RemoveFirst();
        }
    }

    private long Now() => time.GetElapsedTime(origin).Ticks;
}
