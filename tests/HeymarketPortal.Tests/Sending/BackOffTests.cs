using HeymarketPortal.Sending;
using Microsoft.Extensions.Time.Testing;

namespace HeymarketPortal.Tests.Sending;

public class BackOffTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_pause_belongs_to_one_key()
    {
        var backOff = New();
        backOff.Lengthen("a", null);

        Assert.NotNull(backOff.PausedUntil("a"));
        Assert.Null(backOff.PausedUntil("b"));
    }

    [Fact]
    public void What_Heymarket_asks_for_is_kept() => Assert.Equal(
        _time.GetUtcNow().AddSeconds(42), New().Lengthen("a", TimeSpan.FromSeconds(42)));

    [Fact]
    public void Pauses_grow_to_five_minutes_and_start_small_after_an_answer()
    {
        var backOff = New();
        var longest = TimeSpan.Zero;
        for (var i = 0; i < 60; i++)
        {
            var pause = backOff.Lengthen("a", null) - _time.GetUtcNow();
            longest = pause > longest ? pause : longest;
            _time.Advance(pause + TimeSpan.FromSeconds(1));
        }
        backOff.Clear("a");

        Assert.InRange(longest, TimeSpan.FromSeconds(75), TimeSpan.FromSeconds(300));
        Assert.True(backOff.Lengthen("a", null) - _time.GetUtcNow() <= TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Eight_requests_failing_together_are_one_pause()
    {
        var backOff = New();
        var first = backOff.Lengthen("a", null);

        Assert.All(Enumerable.Range(0, 7), _ => Assert.Equal(first, backOff.Lengthen("a", null)));
    }

    private BackOff New() => new(new SendingOptions(), _time);
}
