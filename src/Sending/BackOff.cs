using System.Collections.Concurrent;

namespace HeymarketPortal.Sending;

/// <summary>
/// The pauses of rate keys. A key that could not be reached, or was told to slow down, waits as a whole; no other key does.
/// In memory: after a restart the first attempt finds out again.
/// </summary>
public sealed class BackOff(SendingOptions options, TimeProvider time)
{
    // "Now" would be a storm, and a pause of years would outlast every send.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Pause> _pauses = new();
    // Not the wall clock: set back, it would make a pause of seconds one of hours.
    private readonly long _origin = time.GetTimestamp();

    /// <summary>When this key may send again; null when it is not paused.</summary>
    public DateTimeOffset? PausedUntil(string rateKey) =>
        _pauses.TryGetValue(rateKey, out var pause) && pause.Until > Now() ? Shown(pause) : null;

    /// <summary>The same with who wanted it.</summary>
    public KeyPause? PauseOf(string rateKey) =>
        _pauses.TryGetValue(rateKey, out var pause) && pause.Until > Now() ? new(Shown(pause), pause.Asked) : null;

    /// <summary>Pauses a key: as long as Heymarket asked, else a random time under a limit that doubles.</summary>
    /// <param name="byHeymarket">Heymarket wants the pause, whether it said for how long or not.</param>
    public DateTimeOffset Lengthen(string rateKey, TimeSpan? asked, bool byHeymarket = false)
    {
        var now = Now();
        return Shown(_pauses.AddOrUpdate(rateKey, _ => Next(0), (_, last) => last.Until > now ? Longer(last) : Next(last.Step + 1)));

        // Several requests failing together are one pause, as long as the longest wish among them.
        Pause Longer(Pause last) => asked is { } wish && now + Within(wish) is var until && until > last.Until ? last with { Until = until, Asked = true } : last;

        Pause Next(int step)
        {
            var limit = Math.Min(options.BackOff.LongestSeconds, options.BackOff.FirstSeconds * Math.Pow(2, Math.Min(step, 20)));
            // Full jitter, yet never nothing: a quarter of the limit at least.
            var wait = asked is { } wish ? Within(wish) : TimeSpan.FromSeconds(limit * (0.25 + 0.75 * Random.Shared.NextDouble()));
            return new(now + wait, step, byHeymarket || asked is not null);
        }
    }

    /// <summary>An answer came: the next pause starts small again. A running pause stays: the answer's request began before it.</summary>
    public void Clear(string rateKey)
    {
        if (_pauses.TryGetValue(rateKey, out var pause) && pause.Until <= Now())
        {
            _pauses.TryRemove(KeyValuePair.Create(rateKey, pause));
        }
    }

    private TimeSpan Now() => time.GetElapsedTime(_origin);

    private DateTimeOffset Shown(Pause pause) => time.GetUtcNow() + (pause.Until - Now());

    private static TimeSpan Within(TimeSpan wish) => wish < Shortest ? Shortest : wish > Longest ? Longest : wish;

    private sealed record Pause(TimeSpan Until, int Step, bool Asked);
}

/// <param name="Asked">Heymarket asked for it; else it could not be reached.</param>
public sealed record KeyPause(DateTimeOffset Until, bool Asked);
