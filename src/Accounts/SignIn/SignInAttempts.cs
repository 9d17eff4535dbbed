using System.Collections.Concurrent;

namespace HeymarketPortal.Accounts;

/// <summary>
/// Counts wrong passwords for an email from an address prefix: five within a quarter of an hour, and that prefix waits as long for
/// that email. Other prefixes do not, so nobody can lock somebody else out. An email without an account is counted alike.
/// In memory: a restart forgets it, and the limit on posts still holds.
/// </summary>
public sealed class SignInAttempts(TimeProvider time)
{
    private const int Allowed = 5;
    private const int SweepAbove = 1000;
    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<(string Email, string Prefix), Tries> _tries = new();

    /// <summary>Counts a try before it is made, so that many at once are no way around.</summary>
    /// <returns>False while this prefix has to wait for this email.</returns>
    public bool Begin(string email, string prefix)
    {
        Sweep();
        var now = time.GetUtcNow();
        var allowed = true;
        _tries.AddOrUpdate((email, prefix), _ => new(1, now), (_, tries) =>
        {
            var over = now - tries.Last >= Wait;
            allowed = over || tries.Count < Allowed;
            // A refused try does not lengthen the wait.
            return over ? new(1, now) : allowed ? new(tries.Count + 1, now) : tries;
        });
        return allowed;
    }

    /// <summary>The password was right.</summary>
    public void Forget(string email, string prefix) => _tries.TryRemove((email, prefix), out _);

    /// <summary>The password is a new one: what was tried before no longer matters.</summary>
    public void Forget(string email)
    {
        foreach (var key in _tries.Keys.Where(key => key.Email == email))
        {
            _tries.TryRemove(key, out _);
        }
    }

    private void Sweep()
    {
        if (_tries.Count <= SweepAbove)
        {
            return;
        }
        var now = time.GetUtcNow();
        foreach (var (key, tries) in _tries)
        {
            if (now - tries.Last >= Wait)
            {
                _tries.TryRemove(new(key, tries));
            }
        }
    }

    private sealed record Tries(int Count, DateTimeOffset Last);
}
