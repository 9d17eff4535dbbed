using System.Globalization;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Sending;

/// <summary>What a wall clock shows, turned into a moment, where clocks jump and where they do not.</summary>
public class WallClockTests
{
    private static readonly DateTimeOffset LongBefore = Moment("2026-01-01T00:00Z");

    [Theory]
    [InlineData("Europe/Berlin", "2026-07-01T09:30", "2026-07-01T07:30Z")]
    [InlineData("Europe/Berlin", "2026-12-01T09:30", "2026-12-01T08:30Z")]
    [InlineData("America/New_York", "2026-07-01T23:30", "2026-07-02T03:30Z")]
    [InlineData("Asia/Kolkata", "2026-07-01T00:15", "2026-06-30T18:45Z")]
    [InlineData("Australia/Lord_Howe", "2026-07-01T09:30", "2026-06-30T23:00Z")] // +10:30
    [InlineData("Australia/Lord_Howe", "2026-12-01T09:30", "2026-11-30T22:30Z")] // +11:00
    [InlineData("Europe/Berlin", "2026-03-29T01:59", "2026-03-29T00:59Z")] // the last minute before the jump
    [InlineData("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00Z")] // the first one after it
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:30", "2026-10-03T15:30Z")] // after a jump of half an hour
    public void An_hour_that_comes_once_is_one_moment(string zone, string wall, string at) =>
        Assert.Equal(new WallClock.Reading(Moment(at), Skipped: false, Twice: false), Read(zone, wall));

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T02:00")]
    [InlineData("Europe/Berlin", "2026-03-29T02:59")]
    [InlineData("America/New_York", "2026-03-08T02:30")]
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:00")]
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:29")]
    public void A_skipped_hour_is_none(string zone, string wall) => Assert.True(Read(zone, wall).Skipped);

    [Theory]
    [InlineData("Europe/Berlin", "2026-10-25T02:00", "2026-10-25T00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T02:59", "2026-10-25T00:59Z")]
    [InlineData("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05T01:30", "2026-04-04T14:30Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05T01:59", "2026-04-04T14:59Z")]
    public void Of_an_hour_that_comes_twice_the_first_counts(string zone, string wall, string first) =>
        Assert.Equal(new WallClock.Reading(Moment(first), Skipped: false, Twice: true), Read(zone, wall));

    [Theory]
    [InlineData("2026-10-25T00:29:59Z", "2026-10-25T00:30Z", false)]
    [InlineData("2026-10-25T00:30Z", "2026-10-25T01:30Z", true)] // this very minute
    [InlineData("2026-10-25T01:10Z", "2026-10-25T01:30Z", true)] // the clock shows 2:10 for the second time
    [InlineData("2026-10-25T02:00Z", "2026-10-25T01:30Z", true)] // both have passed
    public void Once_the_first_has_passed_the_second_counts(string now, string at, bool second)
    {
        var reading = WallClock.Read(new DateTime(2026, 10, 25, 2, 30, 0), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), Moment(now));

        Assert.Equal((Moment(at), true, second), (reading.At, reading.Twice, reading.Second));
    }

    [Theory]
    [InlineData("Europe/Berlin", 2026)]
    [InlineData("America/New_York", 2027)]
    [InlineData("Asia/Kolkata", 2026)]
    [InlineData("Australia/Lord_Howe", 2026)]
    public void Every_quarter_of_a_year_is_shown_by_the_clock_it_was_read_from_or_skipped(string id, int year)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
        var (skipped, twice) = (0, 0);
        for (var wall = new DateTime(year, 1, 1); wall.Year == year; wall = wall.AddMinutes(15))
        {
            var reading = WallClock.Read(wall, zone, LongBefore);
            (skipped, twice) = (skipped + (reading.Skipped ? 1 : 0), twice + (reading.Twice ? 1 : 0));
            if (!reading.Skipped)
            {
                Assert.Equal(wall, TimeZoneInfo.ConvertTime(reading.At, zone).DateTime);
                Assert.True(!reading.Twice || zone.GetUtcOffset(reading.At) > zone.GetUtcOffset(reading.At.AddHours(1)));
            }
        }
        var quarters = id switch { "Asia/Kolkata" => 0, "Australia/Lord_Howe" => 2, _ => 4 };
        Assert.Equal((quarters, quarters), (skipped, twice));
    }

    [Theory]
    [InlineData(DateTimeKind.Utc)]
    [InlineData(DateTimeKind.Local)]
    public void Of_whatever_kind_the_typed_time_is_it_is_the_teams(DateTimeKind kind) =>
        Assert.Equal(Moment("2026-07-01T07:30Z"), WallClock.Read(new DateTime(2026, 7, 1, 9, 30, 0, kind), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), LongBefore).At);

    private static WallClock.Reading Read(string zone, string wall) =>
        WallClock.Read(DateTime.Parse(wall, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone), LongBefore);

    private static DateTimeOffset Moment(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
}
