namespace HeymarketPortal.Sending;

/// <summary>Turns what a team's clock shows into a moment, and says where clocks are no help: hours that are skipped or come twice.</summary>
public static class WallClock
{
    /// <param name="now">Of two moments the first that is still to come counts, or none would once the first hour has passed.</param>
    public static Reading Read(DateTime wall, TimeZoneInfo zone, DateTimeOffset now)
    {
        var plain = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(plain))
        {
            return new(default, Skipped: true, Twice: false);
        }
        if (!zone.IsAmbiguousTime(plain))
        {
            return new(Moment(plain, zone.GetUtcOffset(plain)), Skipped: false, Twice: false);
        }
        // Of the two moments the one with the larger offset comes first.
        var offsets = zone.GetAmbiguousTimeOffsets(plain);
        var (first, second) = (Moment(plain, offsets.Max()), Moment(plain, offsets.Min()));
        return new(first > now ? first : second, Skipped: false, Twice: true) { Second = first <= now };
    }

    private static DateTimeOffset Moment(DateTime plain, TimeSpan offset) => new DateTimeOffset(plain, offset).ToUniversalTime();

    /// <param name="At">The moment in UTC; the first of two that is still to come.</param>
    /// <param name="Skipped">No such time exists that day; <paramref name="At"/> means nothing.</param>
    /// <param name="Twice">The clock shows this time twice that day.</param>
    public sealed record Reading(DateTimeOffset At, bool Skipped, bool Twice)
    {
        /// <summary>Whether <see cref="At"/> is the second of two: the first has passed.</summary>
        public bool Second { get; init; }
    }
}
