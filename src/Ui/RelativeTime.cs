using System.Globalization;

namespace HeymarketPortal.Ui;

/// <summary>How long ago, or how soon, in the fewest words; and the exact time for those who ask.</summary>
public static class RelativeTime
{
    /// <param name="brief">"4 min" instead of "4 min ago", for a column headed Time.</param>
    public static string Words(DateTimeOffset moment, DateTimeOffset now, TimeZoneInfo zone, bool brief = false)
    {
        var apart = (now - moment).Duration();
        if (apart < TimeSpan.FromSeconds(30))
        {
            return brief || moment > now ? "now" : "just now";
        }

        var ahead = moment > now;
        string? length = apart switch
        {
            { TotalMinutes: < 59.5 } => Whole(apart.TotalMinutes) + " min",
            { TotalHours: < 23.5 } => Whole(apart.TotalHours) + " h",
            { TotalDays: < 14 } => Whole(apart.TotalDays) is "1" ? "1 day" : Whole(apart.TotalDays) + " days",
            _ => null,
        };
        if (length is null)
        {
            var there = TimeZoneInfo.ConvertTime(moment, zone);
            var sameYear = there.Year == TimeZoneInfo.ConvertTime(now, zone).Year;
            return there.ToString(sameYear ? "d MMM" : "d MMM yyyy", CultureInfo.InvariantCulture);
        }

        return ahead ? $"in {length}" : brief ? length : $"{length} ago";
    }

    /// <summary>For example "Tuesday 14 April 2026, 10:38:22", in <paramref name="zone"/>.</summary>
    public static string Exact(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("dddd d MMMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Whole(double number) => Math.Max(1, Math.Round(number)).ToString(CultureInfo.InvariantCulture);
}
