namespace HeymarketPortal.Heymarket;

/// <summary>The budget of one rate key. Whole ticks, so that no rounding ever lets one request too many through.</summary>
internal sealed class TokenBucket(int perMinute, int capacity, long origin, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource>[] _waiting = [new(), new()];
    private readonly LinkedList<(long At, BudgetUse Use)> _used = new();
    private readonly long _interval = perMinute > 0 ? (TimeSpan.TicksPerMinute + perMinute - 1) / perMinute : 0;
    /// <summary>When the bucket was last empty. It holds a token for each interval since.</summary>
    private long _emptyAt;
    private ITimer? _timer;
    /// <summary>How many of <see cref="_used"/> are reads.</summary>
    private int _reads;

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
            Count(now, BudgetUse.Send);
            return true;
        }
    }

    /// <summary>Some were taken for requests that were not made.</summary>
    public void GiveBack(int count)
    {
        lock (_lock)
        {
            // Only sends are paid in advance.
            for (var (use, before) = (_used.Last, _used.Last?.Previous); use is not null && count > 0; (use, before) = (before, before?.Previous))
            {
                if (use.Value.Use == BudgetUse.Send)
                {
                    _emptyAt -= _interval;
                    _used.Remove(use);
                    count--;
                }
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

    /// <summary>How long until as many sends have had their turn, while reads keep taking the share they took in the last minute.</summary>
    public TimeSpan WaitOf(int sends)
    {
        lock (_lock)
        {
            var now = Now();
            Forget(now);
            var saved = Math.Min(capacity, (now - _emptyAt) / _interval);
            var due = sends + _waiting[(int)BudgetUse.Read].Count - saved;
            // Where reads took nearly everything there is no telling; a tenth keeps the answer finite.
            var share = Math.Max(0.1, 1 - (double)_reads / perMinute);
            return due <= 0 ? TimeSpan.Zero : TimeSpan.FromTicks((long)(due * _interval / share));
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
            Count(now, waiting == _waiting[(int)BudgetUse.Read] ? BudgetUse.Read : BudgetUse.Send);
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
        while (_used.First is { } oldest && oldest.Value.At <= now - TimeSpan.TicksPerMinute)
        {
            _reads -= oldest.Value.Use == BudgetUse.Read ? 1 : 0;
            _used.RemoveFirst();
        }
    }

    private void Count(long now, BudgetUse use)
    {
        _used.AddLast((now, use));
        _reads += use == BudgetUse.Read ? 1 : 0;
    }

    private long Now() => time.GetElapsedTime(origin).Ticks;
}
