using HeymarketPortal.Sending;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Pages.Frame;

/// <summary>
/// Says when the frame has to look again: every minute, at once when a team or its members change, and when sends
/// move, at most once a second.
/// </summary>
internal sealed class FrameWatch : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SendChanges _sends;
    private readonly Func<Task> _look;
    private readonly ITimer _everyMinute;
    private readonly ITimer _rest;
    private readonly IDisposable _teamChanges;
    private IDisposable? _sendChanges;
    private long? _teamId;
    private bool _resting;
    private bool _changed;

    public FrameWatch(TimeProvider time, TeamChanges teams, SendChanges sends, Func<Task> look)
    {
        (_sends, _look) = (sends, look);
        _everyMinute = time.CreateTimer(_ => _look(), null, Minute, Minute);
        _rest = time.CreateTimer(_ => Rested(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _teamChanges = teams.Listen(_ => _look());
    }

    /// <summary>Hears the sends of this team from now on.</summary>
    public void Follow(long? teamId)
    {
        if (teamId == _teamId)
        {
            return;
        }
        _sendChanges?.Dispose();
        _teamId = teamId;
        _sendChanges = teamId is { } id ? _sends.Listen(id, _ => Changed()) : null;
    }

    public void Dispose()
    {
        _sendChanges?.Dispose();
        _teamChanges.Dispose();
        _rest.Dispose();
        _everyMinute.Dispose();
    }

    // The first change is seen at once; while more come, once a second is enough.
    private Task Changed()
    {
        lock (_gate)
        {
            if (_resting)
            {
                _changed = true;
                return Task.CompletedTask;
            }
            (_resting, _changed) = (true, false);
            _rest.Change(Rest, Timeout.InfiniteTimeSpan);
        }
        return _look();
    }

    private void Rested()
    {
        lock (_gate)
        {
            _resting = false;
            if (!_changed)
            {
                return;
            }
        }
        Changed();
    }
}
