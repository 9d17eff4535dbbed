using HeymarketPortal.Sending;

namespace HeymarketPortal.Pages.Compose;

/// <summary>
/// Decides when a screen reader hears of the segments: when their number or the encoding has changed, and typing has paused. A first
/// segment is no news, and neither is what was there when the page opened.
/// </summary>
internal sealed class SegmentVoice(TimeProvider time, Action<string> say) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private (SmsEncoding Encoding, int Segments)? _told;
    private ITimer? _timer;

    public void Hear(SegmentCount count)
    {
        var now = (count.Encoding, Math.Max(1, count.Segments));
        Dispose();
        _told ??= now;
        if (now != _told)
        {
            _timer = time.CreateTimer(_ => Tell(now), null, Pause, Timeout.InfiniteTimeSpan);
        }
    }

    private void Tell((SmsEncoding Encoding, int Segments) now)
    {
        _told = now;
        say($"{SegmentWords.Segments(now.Segments)}, {SegmentWords.Encoding(now.Encoding)}");
    }

    public void Dispose() => _timer?.Dispose();
}
