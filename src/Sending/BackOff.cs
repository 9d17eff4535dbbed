using System.Collections.Concurrent;

namespace HeymarketPortal.Sending;

/// <summary>
/// The pauses of rate keys. A key that could not be reached, or was told to slow down, waits as a whole; no other key does.
/// In memory: after a restart the first attempt finds out again.
/// </summary>
public sealed class BackOff(SendingOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Pause> _pauses = new();

    /// <summary>When this key may send again; null when it is not paused.</summary>
    public DateTimeOffset? PausedUntil(string rateKey) =>
        _pauses.TryGetValue(rateKey, out var pause) && pause.Until > time.GetUtcNow() ? pause.Until : null;

    /// <summary>Pauses a key: as long as Heymarket asked, else a random time under a limit that doubles.</summary>
    public DateTimeOffset Lengthen(string rateKey, TimeSpan? asked)
    {
        var now = time.GetUtcNow();
        return _pauses.AddOrUpdate(rateKey, _ => Next(0), (_, last) => last.Until > now ? last : Next(last.Step + 1)).Until;

        Pause Next(int step)
        {
            var limit = Math.Min(options.BackOff.LongestSeconds, options.BackOff.FirstSeconds * Math.Pow(2, Math.Min(step, 20)));
            // Full jitter, yet never nothing: a quarter of the limit at least.
            var wait = asked ?? TimeSpan.FromSeconds(limit * (0.25 + 0.75 * Random.Shared.NextDouble()));
            return new(now + wait, step);
        }
    }

    /// <summary>An answer came: the next pause starts small again.</summary>
    public void Clear(string rateKey) => _pauses.TryRemove(rateKey, out _);

    private sealed record Pause(DateTimeOffset Until, int Step);
}
