using System.Collections.Concurrent;

namespace HeymarketPortal.Sending;

/// <summary>Tells open pages which sends have moved, after the move is committed. In-process; nothing durable.</summary>
public sealed class SendChanges
{
    private readonly ConcurrentDictionary<Guid, (long TeamId, Func<SendChange, Task> Hear)> _listeners = new();

    /// <summary>Hears the changes of one team until disposed.</summary>
    public IDisposable Listen(long teamId, Func<SendChange, Task> hear)
    {
        var id = Guid.NewGuid();
        _listeners[id] = (teamId, hear);
        return new Ear(this, id);
    }

    public void Tell(params IEnumerable<SendChange> changes)
    {
        foreach (var change in changes)
        {
            foreach (var (teamId, hear) in _listeners.Values)
            {
                if (teamId == change.TeamId)
                {
                    // A page that fails to render must not hold up the ledger.
                    _ = Task.Run(() => hear(change));
                }
            }
        }
    }

    private sealed class Ear(SendChanges changes, Guid id) : IDisposable
    {
        public void Dispose() => changes._listeners.TryRemove(id, out _);
    }
}

public sealed record SendChange(long TeamId, long SendId, SendState State);
