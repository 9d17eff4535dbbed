using System.Globalization;

namespace HeymarketPortal.Pages.Home;

/// <summary>How far back the charts of Home look, and what one bar of them stands for.</summary>
public sealed record TrendRange(int Days, int Each)
{
    /// <summary>A bar for each day; for three months one for each week, which a finger still hits.</summary>
    public static IReadOnlyList<TrendRange> All { get; } = [new(7, 1), new(30, 1), new(90, 7)];

    public static TrendRange Of(string? days) => All.FirstOrDefault(range => range.Days.ToString(CultureInfo.InvariantCulture) == days) ?? All[1];

    /// <summary>Oldest first; the first one may be shorter.</summary>
    public IReadOnlyList<TrendPart> PartsUntil(DateOnly last)
    {
        var first = last.AddDays(1 - Days);
        List<TrendPart> parts = [];
        for (var to = last; to >= first; to = to.AddDays(-Each))
        {
            var from = to.AddDays(1 - Each);
            parts.Insert(0, new(from < first ? first : from, to));
        }
        return parts;
    }
}

/// <summary>Both days belong to it.</summary>
public sealed record TrendPart(DateOnly From, DateOnly To)
{
    public string Words => From == To ? From.ToString("ddd d MMM", CultureInfo.CurrentCulture)
        : $"{From.ToString("d MMM", CultureInfo.CurrentCulture)} – {To.ToString("d MMM", CultureInfo.CurrentCulture)}";
}

internal static class TeamDay
{
    /// <summary>The moment at which a day begins on a clock; some go forward at midnight, and the day begins when they have.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        for (; zone.IsInvalidTime(local); local = local.AddMinutes(15))
        {
        }
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
