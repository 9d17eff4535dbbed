using System.Collections.Concurrent;

namespace HeymarketPortal.Sandbox;

/// <summary>Counts each account's requests of the last 60 seconds. Refused ones do not count.</summary>
internal sealed class RateWindow(SwitchBoard switches, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Queue<long>> requests = new();

    /// <returns>Null when the request may pass, else the whole seconds until one may.</returns>
    public int? Enter(string account)
    {
        var most = switches.Current.RequestsPerMinute;
        var times = requests.GetOrAdd(account, _ => new());
        lock (times)
        {
            var now = time.GetTimestamp();
            while (times.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= Window)
            {
                times.Dequeue();
            }

            if (most > 0 && times.Count >= most)
            {
                return (int)Math.Ceiling((Window - time.GetElapsedTime(times.Peek(), now)).TotalSeconds);
            }

            times.Enqueue(now);
            return null;
        }
    }
}
