using HeymarketPortal.Heymarket;

namespace HeymarketPortal.Tests.Heymarket;

public class ReadCacheTests
{
    [Fact]
    public async Task An_answer_is_kept_for_a_minute_also_while_the_clock_is_set_back()
    {
        var (time, asked) = (new TestTime(DateTimeOffset.UtcNow), 0);
        var cache = new ReadCache<string>(time);
        Assert.Equal("1", await ReadAsync());

        time.SetBack(TimeSpan.FromHours(1));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("1", await ReadAsync());
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("2", await ReadAsync());

        async Task<string?> ReadAsync() => (await cache.GetAsync(1, refresh: false, () => Task.FromResult<Answer<string>>(new Answer<string>.Read($"{++asked}", time.GetUtcNow())), default)).ValueOrDefault;
    }
}
