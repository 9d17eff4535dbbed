using System.Collections.Concurrent;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Heymarket;

/// <summary>What a request is for. Reads go first: a person waits for them.</summary>
public enum BudgetUse
{
    Read,
    Send,
}

/// <summary>
/// The requests each rate key may make, sends and reads together: <see cref="SendingOptions.RequestsPerMinute"/>, two at once
/// at most, none saved up from before the process started. A key that waits delays no other.
/// </summary>
public sealed class RequestBudget(SendingOptions options, TimeProvider time)
{
    /// <summary>Requests that may come at once after a pause.</summary>
    public const int Capacity = 2;

    private readonly ConcurrentDictionary<string, TokenBucket> _buckets = new();
    // Empty when the process starts: the one before may have used the whole minute.
    private readonly long _origin = time.GetTimestamp();

    /// <summary>Waits for the right to make one request. First come, first served within a use.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> came first; nothing was taken.</exception>
    public Task TakeAsync(string rateKey, BudgetUse use, CancellationToken stop = default) => Of(rateKey).TakeAsync(use, stop);

    /// <summary>The right to make one more request, if it is there now and nobody waits for it.</summary>
    public bool TryTake(string rateKey) => Of(rateKey).TryTake();

    /// <summary>Rights that were taken for requests that were not made.</summary>
    public void GiveBack(string rateKey, int count) => Of(rateKey).GiveBack(count);

    /// <summary>For a meter: the requests of a rate key in the last 60 s.</summary>
    public int UsedInLastMinute(string rateKey) => _buckets.TryGetValue(rateKey, out var bucket) ? bucket.UsedInLastMinute() : 0;

    /// <summary>Those that made a request since the start.</summary>
    public IEnumerable<string> RateKeys => _buckets.Keys;

    /// <summary>About how long until the send at a place of the queue may leave, if reads go on as in the last minute.</summary>
    /// <param name="place">1 leaves next.</param>
    public TimeSpan WaitOf(string rateKey, int place) => options.RequestsPerMinute == 0 ? TimeSpan.Zero : Of(rateKey).WaitOf(place);

    /// <summary>Whether requests that nobody waits for would be in nobody's way: less than half of the last minute was used.</summary>
    public bool IsIdle(string rateKey) => options.RequestsPerMinute == 0 || UsedInLastMinute(rateKey) * 2 < options.RequestsPerMinute;

    private TokenBucket Of(string rateKey) =>
        _buckets.GetOrAdd(rateKey, _ => new TokenBucket(options.RequestsPerMinute, Capacity, _origin, time));
}
