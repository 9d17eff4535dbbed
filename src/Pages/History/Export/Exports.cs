using System.Collections.Concurrent;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Pages.History;

/// <summary>
/// The exports under way in this process, so that pages can show and stop what the browser downloads, and so that nobody keeps the
/// portal busy with them: one at a time for a member, three for a team.
/// </summary>
public sealed class Exports(TimeProvider time)
{
    public const int MostOfTeam = 3;

    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly List<ExportRun> _running = [];
    private readonly ConcurrentDictionary<Guid, (long AccountId, long TeamId, Action<ExportRun> Hear)> _listeners = new();

    /// <summary>The export of a member that is under way.</summary>
    public ExportRun? RunningOf(TeamAccess access)
    {
        lock (_gate)
        {
            return _running.Find(run => run.AccountId == access.AccountId && run.TeamId == access.TeamId);
        }
    }

    /// <returns>Null while too many are under way.</returns>
    internal ExportRun? TryStart(TeamAccess access, ExportFormat format)
    {
        ExportRun run;
        lock (_gate)
        {
            if (_running.Count(other => other.TeamId == access.TeamId) >= MostOfTeam || _running.Exists(other => other.AccountId == access.AccountId))
            {
                return null;
            }
            var told = DateTimeOffset.MinValue;
            run = new(access.AccountId, access.TeamId, format, time.GetUtcNow(), moved =>
            {
                if (moved.State != ExportState.Running)
                {
                    Forget(moved);
                }
                // A page that hears of every batch would do nothing but draw.
                if (moved.State != ExportState.Running || time.GetUtcNow() - told >= Often)
                {
                    told = time.GetUtcNow();
                    Tell(moved);
                }
            });
            _running.Add(run);
        }
        Tell(run);
        return run;
    }

    /// <summary>Hears of a member's exports until disposed.</summary>
    public IDisposable Listen(TeamAccess access, Action<ExportRun> hear)
    {
        var id = Guid.NewGuid();
        _listeners[id] = (access.AccountId, access.TeamId, hear);
        return new Ear(this, id);
    }

    private void Forget(ExportRun run)
    {
        lock (_gate)
        {
            _running.Remove(run);
        }
    }

    private void Tell(ExportRun run)
    {
        foreach (var (accountId, teamId, hear) in _listeners.Values)
        {
            if (accountId == run.AccountId && teamId == run.TeamId)
            {
                hear(run);
            }
        }
    }

    private sealed class Ear(Exports exports, Guid id) : IDisposable
    {
        public void Dispose() => exports._listeners.TryRemove(id, out _);
    }
}
