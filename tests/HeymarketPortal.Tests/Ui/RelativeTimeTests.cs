using HeymarketPortal.Ui;

namespace HeymarketPortal.Tests.Ui;

public class RelativeTimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 14, 17, 42, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo LosAngeles = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(-29, "just now")]
    [InlineData(29, "now")]
    [InlineData(-30, "1 min ago")]
    [InlineData(-60, "1 min ago")]
    [InlineData(-240, "4 min ago")]
    [InlineData(-59 * 60, "59 min ago")]
    [InlineData(-3590, "1 h ago")]
    [InlineData(-2 * 3600, "2 h ago")]
    [InlineData(3 * 3600, "in 3 h")]
    [InlineData(90, "in 2 min")]
    [InlineData(-24 * 3600, "1 day ago")]
    [InlineData(-12 * 86400, "12 days ago")]
    [InlineData(-13.6 * 86400, "14 days ago")]
    [InlineData(-14 * 86400, "31 Mar")]
    [InlineData(-400 * 86400, "10 Mar 2025")]
    public void Time_is_told_in_the_fewest_words(double secondsFromNow, string words) =>
        Assert.Equal(words, RelativeTime.Words(Now.AddSeconds(secondsFromNow), Now, LosAngeles));

    [Theory]
    [InlineData(-240, "4 min")]
    [InlineData(240, "in 4 min")]
    public void A_column_headed_Time_needs_no_ago(double secondsFromNow, string words) =>
        Assert.Equal(words, RelativeTime.Words(Now.AddSeconds(secondsFromNow), Now, LosAngeles, brief: true));

    [Fact]
    public void An_old_day_is_the_day_it_was_in_the_teams_zone() =>
        Assert.Equal("28 Feb", RelativeTime.Words(new DateTimeOffset(2026, 3, 1, 3, 0, 0, TimeSpan.Zero), Now, LosAngeles));

    [Fact]
    public void The_exact_time_is_told_in_the_teams_zone() =>
        Assert.Equal("Tuesday 14 April 2026, 10:42:00", RelativeTime.Exact(Now, LosAngeles));
}
