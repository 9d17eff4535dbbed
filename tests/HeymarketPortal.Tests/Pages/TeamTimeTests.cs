using System.Globalization;
using HeymarketPortal.Pages.Sends;

namespace HeymarketPortal.Tests.Pages;

public class TeamTimeTests
{
    private static readonly TimeZoneInfo LosAngeles = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-24T17:00Z", "Tue 24 Nov 2026, 09:00 America/Los_Angeles, 17:00 UTC", "Tue 24 Nov, 09:00", "17:00")]
    [InlineData("2026-11-25T01:30Z", "Tue 24 Nov 2026, 17:30 America/Los_Angeles, 01:30 UTC", "Tue 24 Nov, 17:30", "25 Nov, 01:30")]
    [InlineData("2027-01-01T17:00Z", "Fri 1 Jan 2027, 09:00 America/Los_Angeles, 17:00 UTC", "1 Jan 2027, 09:00", "17:00")]
    public void A_minute_is_told_on_the_teams_clock_and_in_UTC(string moment, string atMinute, string leaves, string inUtc)
    {
        var at = DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);

        Assert.Equal((atMinute, leaves, inUtc), (at.AtMinute(LosAngeles), at.Leaves(LosAngeles, Now), at.InUtc(LosAngeles)));
    }

    [Fact]
    public void A_team_whose_clock_is_UTC_is_not_told_the_same_twice() =>
        Assert.Equal("Tue 24 Nov 2026, 17:00 UTC", Now.AddHours(26).AtMinute(TimeZoneInfo.Utc));
}
