using System.Collections.Concurrent;

namespace HeymarketPortal.Teams;

/// <summary>
/// Tells open pages that a team or its members have changed, after the change is committed, so that somebody who was removed
/// is shown out at once. In-process; pages look again every minute besides.
/// </summary>
public sealed class TeamChanges
{
    private readonly ConcurrentDictionary<Guid, Func<long, Task>> _listeners = new();

    /// <summary>Hears the id of each changed team until disposed.</summary>
    public IDisposable Listen(Func<long, Task> hear)
    {
        var id = Guid.NewGuid();
        _listeners[id] = hear;
        return new Ear(this, id);
    }

    public void Tell(long teamId)
    {
        foreach (var hear in _listeners.Values)
        {
            // A page that fails to render must not hold up whoever made the change.
            _ = Task.Run(() => hear(teamId));
        }
    }

    private sealed class Ear(TeamChanges changes, Guid id) : IDisposable
    {
        public void Dispose() => changes._listeners.TryRemove(id, out _);
    }
}
