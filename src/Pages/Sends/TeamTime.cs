using System.Globalization;

namespace HeymarketPortal.Pages.Sends;

/// <summary>Exact times in the team's zone.</summary>
public static class TeamTime
{
    public static string In(this DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("ddd d MMM yyyy, HH:mm:ss zzz", CultureInfo.CurrentCulture);

    /// <summary>A time set to the minute, on the team's clock and in UTC: "Tue 24 Nov 2026, 09:00 America/Los_Angeles, 17:00 UTC".</summary>
    public static string AtMinute(this DateTimeOffset moment, TimeZoneInfo zone)
    {
        var there = string.Create(CultureInfo.CurrentCulture, $"{TimeZoneInfo.ConvertTime(moment, zone):ddd d MMM yyyy, HH:mm} {zone.Id}");
        return zone.HasSameRules(TimeZoneInfo.Utc) ? there : string.Create(CultureInfo.CurrentCulture, $"{there}, {moment.UtcDateTime:HH:mm} UTC");
    }

    /// <summary>The same in a column: "Tue 24 Nov, 09:00", with its year only where it is another one.</summary>
    public static string Leaves(this DateTimeOffset moment, TimeZoneInfo zone, DateTimeOffset now)
    {
        var there = TimeZoneInfo.ConvertTime(moment, zone);
        var thisYear = there.Year == TimeZoneInfo.ConvertTime(now, zone).Year;
        return there.ToString(thisYear ? "ddd d MMM, HH:mm" : "d MMM yyyy, HH:mm", CultureInfo.CurrentCulture);
    }

    /// <summary>The same moment in UTC, beside the team's: "17:00", with its day only where it is another one.</summary>
    public static string InUtc(this DateTimeOffset moment, TimeZoneInfo zone)
    {
        var sameDay = TimeZoneInfo.ConvertTime(moment, zone).Date == moment.UtcDateTime.Date;
        return moment.UtcDateTime.ToString(sameDay ? "HH:mm" : "d MMM, HH:mm", CultureInfo.CurrentCulture);
    }
}
