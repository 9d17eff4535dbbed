using System.Collections.Concurrent;
using System.Threading.Channels;

namespace HeymarketPortal.Sending;

/// <summary>Rung after a send became due; a running pump of that rate key hears it at once.</summary>
public sealed class Bell
{
    private readonly ConcurrentDictionary<string, Channel<bool>> _rings = new();

    public void Ring(string rateKey) => Of(rateKey).Writer.TryWrite(true);

    /// <summary>Waits for a ring, no longer than <paramref name="longest"/>. A ring before the call counts.</summary>
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

    // One pending ring says as much as a hundred.
    private Channel<bool> Of(string rateKey) => _rings.GetOrAdd(rateKey,
        _ => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));
}
