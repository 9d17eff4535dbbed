using Microsoft.Extensions.Time.Testing;

namespace HeymarketPortal.Tests;

/// <summary>A clock that stands still and can be set back, while the one that only goes forward goes on, as a machine's two do.</summary>
public sealed class TestTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private long _back;

    public void SetBack(TimeSpan by)
    {
        var before = base.GetTimestamp();
        AdjustTime(GetUtcNow() - by);
        _back += before - base.GetTimestamp();
    }

    public override long GetTimestamp() => base.GetTimestamp() + _back;
}
