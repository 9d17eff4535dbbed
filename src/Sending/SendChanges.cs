using System.Collections.Concurrent;

namespace HeymarketPortal.Sending;

/// <summary>Tells open pages which sends have moved, after the move is committed. In-process; nothing durable.</summary>
public sealed class SendChanges(TimeProvider time)
{
    /// <summary>How long a page rests between two looks, so that a thousand moves are a few looks.</summary>
    public static readonly TimeSpan PageRest = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentDictionary<Guid, Ear> _ears = new();

    /// <summary>Hears the changes of one team until disposed: the first at once, what comes meanwhile together as soon as it has been heard.</summary>
    /// <param name="hear">Is never called twice at a time.</param>
    public IDisposable Listen(long teamId, Func<IReadOnlyList<SendChange>, Task> hear) => Add(teamId, hear, TimeSpan.Zero);

    /// <summary>The same for a page that reads and draws anew: no more often than once in <see cref="PageRest"/>, and never later than that.</summary>
    public IDisposable Follow(long teamId, Func<IReadOnlyList<SendChange>, Task> look) => Add(teamId, look, PageRest);

    public void Tell(params IEnumerable<SendChange> changes)
    {
        foreach (var team in changes.GroupBy(change => change.TeamId))
        {
            foreach (var (_, ear) in _ears)
            {
                ear.Tell(team.Key, team);
            }
        }
    }

    private Ear Add(long teamId, Func<IReadOnlyList<SendChange>, Task> hear, TimeSpan rest)
    {
        var id = Guid.NewGuid();
        return _ears[id] = new Ear(teamId, hear, rest, time, () => _ears.TryRemove(id, out _));
    }

    private sealed class Ear(long teamId, Func<IReadOnlyList<SendChange>, Task> hear, TimeSpan rest, TimeProvider time, Action leave) : IDisposable
    {
        private readonly Lock _gate = new();
        private List<SendChange> _told = [];
        private bool _busy;
        private volatile bool _gone;

        public void Tell(long team, IEnumerable<SendChange> changes)
        {
            if (team != teamId)
            {
                return;
            }
            lock (_gate)
            {
                _told.AddRange(changes);
                if (_busy)
                {
                    return;
                }
                _busy = true;
            }
            // A page that reads must not hold up the ledger.
            _ = Task.Run(HearAllAsync);
        }

        public void Dispose()
        {
            _gone = true;
            leave();
        }

        private async Task HearAllAsync()
        {
            while (Next() is { } changes)
            {
                try
                {
                    await hear(changes);
                }
#pragma warning disable CA1031 // Whoever failed shows that itself; the next change is heard all the same.
                catch
#pragma warning restore CA1031
                {
                }
                if (rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest, time);
                }
            }
        }

        private List<SendChange>? Next()
        {
            lock (_gate)
            {
                if (_told.Count == 0 || _gone)
                {
                    _busy = false;
                    return null;
                }
                (var told, _told) = (_told, []);
                return told;
            }
        }
    }
}

public sealed record SendChange(long TeamId, long SendId, SendState State);
