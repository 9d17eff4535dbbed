using System.Globalization;
using System.Text.RegularExpressions;

namespace HeymarketPortal.Data;

/// <summary>A message that was seen at Heymarket, as evidence keeps it: readable by an operator, and shown beside what was sent.</summary>
public sealed partial record SeenMessage(long Id, string? Status, DateTimeOffset? Date, string? Text)
{
    private const string Time = "yyyy-MM-dd HH:mm:ss";
    private const string NoText = "without text";

    /// <summary>For example <c>Message 9980041, sent, 2026-11-23 21:00:00 UTC: Your glasses are ready.</c></summary>
    public string Note => string.Create(CultureInfo.InvariantCulture,
        $"Message {Id}{(Status is null ? "" : $", {Status}")}{(Date is { } date ? $", {date.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture)} UTC" : "")}: {Text ?? NoText}");

    /// <returns>Null when the words are no message's.</returns>
    public static SeenMessage? Read(string? note)
    {
        // A status may hold a colon ("failed: landline"): what has a date is taken by its date first.
        var match = Dated().Match(note ?? "");
        match = match.Success ? match : Undated().Match(note ?? "");
        if (!match.Success)
        {
            return null;
        }
        var (status, date, text) = (match.Groups["status"], match.Groups["date"], match.Groups["text"].Value);
        return new(
            long.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture),
            status.Success ? status.Value : null,
            date.Success && DateTimeOffset.TryParseExact(date.Value, Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
            text == NoText ? null : text);
    }

    [GeneratedRegex(@"^Message (?<id>\d{1,18})(, (?<status>[^\n]*?))?, (?<date>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC: (?<text>.*)$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Dated();

    [GeneratedRegex(@"^Message (?<id>\d{1,18})(, (?<status>[^\n]*?))?: (?<text>.*)$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Undated();
}
