using System.Globalization;

namespace HeymarketPortal.Sending.Rules;

/// <summary>The time it leaves, on the team's wall clock.</summary>
internal static class WhenRules
{
    private const int Morning = 8;
    private const int Evening = 21;

    public static IEnumerable<Problem> Check(SendForm form, SendFacts facts, DateTimeOffset now)
    {
        if (form.SendAt is { } wall)
        {
            foreach (var problem in Scheduled(wall, facts.Zone, now))
            {
                yield return problem;
            }
        }
        var leaves = form.SendAt ?? TimeZoneInfo.ConvertTime(now, facts.Zone).DateTime;
        if (!form.Private && leaves.Hour is < Morning or >= Evening)
        {
            var place = facts.Zone.Id;
            yield return new(nameof(form.SendAt), form.SendAt is null
                ? $"It is {Hour(leaves)} in {place}. People may be asleep."
                : $"{Hour(leaves)} in {place} is outside {Morning}:00 to {Evening}:00. People may be asleep.", ProblemWeight.Warned);
        }
    }

    private static IEnumerable<Problem> Scheduled(DateTime wall, TimeZoneInfo zone, DateTimeOffset now)
    {
        var reading = WallClock.Read(wall, zone, now);
        if (reading.Skipped)
        {
            yield return new(nameof(SendForm.SendAt), $"There is no {Hour(wall)} that day: the clocks go forward. Choose another time.");
        }
        else if (reading.At <= now)
        {
            yield return new(nameof(SendForm.SendAt), "That time has passed. Choose a later one, or empty it to send at once.");
        }
        else if (reading.Twice)
        {
            yield return new(nameof(SendForm.SendAt), $"{Hour(wall)} comes twice that day, as the clocks go back. {(reading.Second ? "The first has passed: it leaves at the second" : "The first one counts")}: {Utc(reading.At)}.", ProblemWeight.Warned);
        }
        else if (zone.GetUtcOffset(now) != zone.GetUtcOffset(reading.At))
        {
            yield return new(nameof(SendForm.SendAt), $"The clocks change before then. It leaves when they show {Hour(wall)}: {Utc(reading.At)}.", ProblemWeight.Warned);
        }
    }

    private static string Hour(DateTime wall) => wall.ToString("H:mm", CultureInfo.InvariantCulture);

    private static string Utc(DateTimeOffset at) => at.ToString("H:mm", CultureInfo.InvariantCulture) + " UTC";
}
