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

    [Fact]
    public void An_answer_to_a_request_made_before_the_pause_does_not_end_it()
    {
        var backOff = New();
        var until = backOff.Lengthen("a", TimeSpan.FromSeconds(30));

        backOff.Clear("a");

        Assert.Equal(until, backOff.PausedUntil("a"));
    }

    [Fact]
    public void The_longest_wish_of_requests_failing_together_is_kept()
    {
        var backOff = New();
        backOff.Lengthen("a", null);

        Assert.Equal(_time.GetUtcNow().AddSeconds(42), backOff.Lengthen("a", TimeSpan.FromSeconds(42)));
        Assert.Equal(_time.GetUtcNow().AddSeconds(42), backOff.Lengthen("a", TimeSpan.FromSeconds(7)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2_000_000_000, 3_600)]
    public void A_wish_for_no_pause_or_an_endless_one_is_not_taken_by_its_word(int asked, int kept) => Assert.Equal(
        _time.GetUtcNow().AddSeconds(kept), New().Lengthen("a", TimeSpan.FromSeconds(asked)));

    private BackOff New() => new(new SendingOptions(), _time);
}
