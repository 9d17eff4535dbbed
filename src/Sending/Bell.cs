using System.Collections.Concurrent;
using System.Threading.Channels;

namespace HeymarketPortal.Sending;

/// <summary>
/// Rung after a send became due. A running pump hears its rate key at once; for a key without a running pump, the one who starts
/// pumps hears. A lost ring costs seconds, never a send: the clock looks into the ledger too.
/// </summary>
public sealed class Bell
{
    private readonly ConcurrentDictionary<string, Channel<bool>> _rings = new();
    private readonly Channel<string> _any = Channel.CreateBounded<string>(
        new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring(string rateKey)
    {
        Of(rateKey).Writer.TryWrite(true);
        _any.Writer.TryWrite(rateKey);
    }

    /// <summary>Waits for a ring of one key, no longer than <paramref name="longest"/>. A ring before the call counts.</summary>
    /// <returns>Whether it rang.</returns>
    public async Task<bool> HearAsync(string rateKey, TimeSpan longest, TimeProvider time, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            return await Of(rateKey).Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The keys that rang, one after the other.</summary>
    public IAsyncEnumerable<string> HearAllAsync(CancellationToken stop) => _any.Reader.ReadAllAsync(stop);

    // One pending ring says as much as a hundred.
    private Channel<bool> Of(string rateKey) => _rings.GetOrAdd(rateKey, _ => Channel.CreateBounded<bool>(1));
}
