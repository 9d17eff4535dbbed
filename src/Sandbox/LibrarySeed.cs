using System.Globalization;

namespace HeymarketPortal.Sandbox;

/// <summary>The lists, templates and surveys of an invented account.</summary>
internal static class LibrarySeed
{
    private static readonly string[] First =
        ["Jordan", "Alex", "Casey", "Riley", "Morgan", "Taylor", "Jamie", "Quinn", "Avery", "Rowan"];

    private static readonly string[] Last = ["Rivera", "Brooks", "Santos", "Nguyen", "Fischer", "Adeyemi"];

    private static readonly (string Name, string Text)[] Occasions =
    [
        ("Visit reminder", "Hi {{first_name}}, a reminder of your {0} tomorrow."),
        ("Confirmation", "Hi {{first_name}}, your {0} is booked. Reply YES to confirm."),
        ("Follow-up", "Hi {{first_name}}, how are you after your {0}? Write us any time."),
        ("Reschedule", "Hi {{first_name}}, we have to move your {0}. Which day suits you?"),
        ("Results ready", "Hi {{first_name}} {{last_name}}, the results of your {0} are ready."),
        ("Thank you", "Thank you for coming to your {0}, {{first_name}}."),
    ];

    private static readonly string[] Subjects =
        ["annual visit", "cleaning", "eye exam", "vaccination", "lab work", "first session"];

    /// <summary>Real area codes: in each, the numbers from 555-0100 to 555-0199 belong to nobody.</summary>
    private static readonly string[] Areas =
    [
        "201", "202", "203", "205", "206", "207", "208", "209", "210", "212", "213", "214", "215", "216", "217", "218", "219", "224", "225", "228",
        "229", "231", "234", "239", "240", "248", "251", "252", "253", "254", "256", "260", "262", "267", "269", "270", "276", "281", "301", "302",
        "303", "304", "305", "307", "308", "309", "310", "312", "313", "314",
    ];

    /// <summary>4,000 recipients, more than a list of these accounts may hold.</summary>
    private static readonly Dictionary<string, SandboxName> Everyone = Areas
        .SelectMany(area => Enumerable.Range(120, 80), (area, i) => (Number: $"1{area}5550{i}", Name: Name(i)))
        .ToDictionary(one => one.Number, one => one.Name);

    public static readonly SandboxField[] ContactFields = [new(123, "plan"), new(456, "visit_date")];

    public static SandboxList[] Lists(long first, long team, long creator, string area)
    {
        return
        [
            List(0, "April Reminders", Recipients(40, 5)),
            List(1, "Flu shot callbacks", Recipients(50, 12)),
            List(2, "Newsletter", Recipients(40, 60)),
            List(3, "Two without a name", Recipients(60, 2).ToDictionary(pair => pair.Key, _ => new SandboxName("", ""))),
            List(4, "Nobody yet", []),
            // Lets a person see what a broadcast without an answer looks like.
            List(5, "Outage drill", new() { [$"1{area}5550901"] = new("Drill", "Recipient") }),
            List(6, "Everyone since 2019", Everyone),
            // With these there is more than one page; they are the oldest.
            .. Enumerable.Range(0, 27).Select(i => Row(
                7 + i, $"Recalls, {Month(i)}", Recipients(40 + i, 8 + (i * 7 % 13)), Hour(i - 60), archived: i < 24)),
        ];

        SandboxList List(int i, string name, Dictionary<string, SandboxName> targets) => Row(i, name, targets, Hour(2 * i), archived: false);

        SandboxList Row(int i, string name, Dictionary<string, SandboxName> targets, string updated, bool archived) => new(
            first + i, name, Stable("list", first + i), targets, team, creator, true, "2026-01-02T12:00:00Z", updated, 1, archived);

        Dictionary<string, SandboxName> Recipients(int from, int count) => Enumerable.Range(from, count).ToDictionary(i => $"1{area}55501{i:00}", Name);

        static string Month(int i) => new DateOnly(2023, 12, 1).AddMonths(i).ToString("MMMM yyyy", CultureInfo.InvariantCulture);
    }

    public static SandboxTemplate[] Templates(long first, long team, long creator)
    {
        var texts = Subjects
            .SelectMany(_ => Occasions, (subject, occasion) => (
                Name: subject == Subjects[0] ? occasion.Name : $"{occasion.Name}, {subject}",
                Text: occasion.Text.Replace("{0}", subject, StringComparison.Ordinal)))
            .Select((one, i) => Template(i, one.Name, one.Text, [], false));
        SandboxPicture map = new("", "", "https://cdn.example.com/directions.png", "https://cdn.example.com/directions-small.png");
        return
        [
            .. texts,
            Template(36, "Directions", "Directions attached", [map], false),
            Template(37, "Holiday hours 2024", "We are closed on December 25 and 26.", [], true),
        ];

        SandboxTemplate Template(int i, string name, string text, SandboxPicture[] gallery, bool archived) => new(
            first + i, name, Stable("template", first + i), new(text, gallery), team, creator, true,
            "2026-01-10T09:00:00Z", Hour(i), 1, archived, "create");
    }

    public static SandboxSurvey[] Surveys(long first) =>
    [
        new(first, "After-visit NPS", "nps", "From 0 to 10, how likely are you to recommend us?", "2025-06-01T12:00:00Z", "2025-06-01T12:00:00Z"),
        new(first + 1, "Front desk satisfaction", "csat", "From 1 to 5, how was your time at the front desk?", "2025-07-01T12:00:00Z", "2025-07-01T12:00:00Z"),
        new(first + 2, "Waiting time", "csat", "From 1 to 5, how do you rate the waiting time?", "2025-08-01T12:00:00Z", "2025-08-01T12:00:00Z"),
    ];

    private static SandboxName Name(int i) => new(First[i % First.Length], Last[i % Last.Length]);

    /// <summary>Every row its own time: rows that share one could be lost at the edge of a page.</summary>
    private static string Hour(int i) =>
        new DateTime(2026, 1, 10, 9, 0, 0, DateTimeKind.Utc).AddHours(i).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Stable(string kind, long id) => $"{kind}-{id.ToString("D12", CultureInfo.InvariantCulture)}";
}
