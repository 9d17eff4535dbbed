namespace HeymarketPortal.Teams;

/// <summary>IANA time zones, as the operating system knows them.</summary>
public static class TimeZones
{
    /// <summary>The places people choose from, by name: <c>Africa/Abidjan</c> … <c>UTC</c>.</summary>
    public static IReadOnlyList<string> All { get; } = [.. TimeZoneInfo.GetSystemTimeZones()
        .Select(zone => zone.Id).Where(id => id == "UTC" || (id.Contains('/') && !id.StartsWith("Etc/", StringComparison.Ordinal)))
        .Append("UTC").Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The server's own zone where it is a place of the list, else UTC.</summary>
    public static string Default(TimeProvider time) => All.Contains(time.LocalTimeZone.Id) ? time.LocalTimeZone.Id : "UTC";

    /// <summary>Whether it is an IANA name of this system.</summary>
    public static bool Knows(string? id) => id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId;

    // A zone may leave the system's list with an update; a team must open all the same.
    public static TimeZoneInfo Of(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
}
