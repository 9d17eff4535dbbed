namespace HeymarketPortal.Sending;

/// <summary>Turns what a team's clock shows into a moment, and says where clocks are no help: hours that are skipped or come twice.</summary>
public static class WallClock
{
    public static Reading Read(DateTime wall, TimeZoneInfo zone)
    {
        var plain = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(plain))
        {
            return new(default, Skipped: true, Twice: false);
        }
        // Of the two moments the one with the larger offset comes first.
        var twice = zone.IsAmbiguousTime(plain);
        var offset = twice ? zone.GetAmbiguousTimeOffsets(plain).Max() : zone.GetUtcOffset(plain);
        return new(new DateTimeOffset(plain, offset).ToUniversalTime(), Skipped: false, twice);
    }

    /// <param name="At">The moment in UTC; the first of two.</param>
    /// <param name="Skipped">No such time exists that day; <paramref name="At"/> means nothing.</param>
    /// <param name="Twice">The clock shows this time twice that day.</param>
    public sealed record Reading(DateTimeOffset At, bool Skipped, bool Twice);
}
