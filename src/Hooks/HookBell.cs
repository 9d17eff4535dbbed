using System.Threading.Channels;

namespace HeymarketPortal.Hooks;

/// <summary>Rung after an event was stored. A lost ring costs seconds, never an event.</summary>
public sealed class HookBell
{
    private readonly Channel<bool> _ring = Channel.CreateBounded<bool>(1);

    public void Ring() => _ring.Writer.TryWrite(true);

    /// <summary>Waits for a ring, no longer than this.</summary>
    public async Task HearAsync(TimeSpan longest, TimeProvider time, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            await _ring.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // The time is over, or the portal ends.
        }
    }
}
