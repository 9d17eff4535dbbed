using System.Globalization;

namespace HeymarketPortal.Pages.Sends;

/// <summary>Exact times in the team's zone.</summary>
public static class TeamTime
{
    public static string In(this DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("ddd d MMM yyyy, HH:mm:ss zzz", CultureInfo.CurrentCulture);
}
