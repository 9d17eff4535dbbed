using System.Globalization;

namespace HeymarketPortal.Sandbox;

/// <summary>Invents an account from its id. All people and places are fictional; all numbers are of the 555-01xx range.</summary>
internal static class SandboxSeed
{
    private static readonly (string Name, string Domain, string Area)[] Places =
    [
        ("Larkspur Clinic", "larkspur.example", "415"), ("Juniper Dental", "juniper.example", "510"),
        ("Harbor Eye Care", "harbor.example", "206"), ("Willow Pediatrics", "willow.example", "303"),
        ("Cedar Physical Therapy", "cedar.example", "617"), ("Maple Street Vet", "maple.example", "312"),
        ("Northgate Family Practice", "northgate.example", "713"), ("Bluebell Midwives", "bluebell.example", "503"),
    ];

    private static readonly string[] Names =
    [
        "Dana Lee", "Sam Ortiz", "Priya Nair", "Marcus Bell", "Elena Petrova", "Tom Okafor", "Grace Kim", "Luis Herrera",
        "Hannah Weiss", "Noor Haddad", "Ben Callahan", "Mia Lindqvist", "Owen Tanaka", "Ruth Mensah", "Ivy Chen",
        "Felix Moreau", "Anna Kowalski", "Joel Rivers",
    ];

    public static SandboxAccount Account(string id)
    {
        var number = (int)(uint.Parse(id.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % 9000);
        var (place, domain, area) = Places[number % Places.Length];
        long team = 7 + number, step = 20L * number;
        var people = Enumerable.Range(0, 6).Select(i => Person(i, Names[(number * 5 + i) % Names.Length])).ToArray();

        SandboxInbox[] inboxes =
        [
            Inbox(413, "Front Desk", [0, 1, 2], [$"1{area}5550100"], true),
            Inbox(414, "Billing (toll-free)", [0, 3], [$"1833555{100 + number % 90:0000}"], false),
            Inbox(415, "Nurse Line", [1, 2, 4], [$"1{area}5550101", $"1{area}5550102"], true),
            Inbox(416, "After Hours", [0, 4], [$"1{area}5550103"], false),
        ];

        return new(
            id,
            new(team, place, 2500, [.. people.Select(one => new SandboxMember(one.Id, one.Name, one.RoleId == 1 ? "admin" : "member"))]),
            inboxes,
            people,
            LibrarySeed.Lists(501 + 2 * step, team, people[1].Id, area),
            LibrarySeed.Templates(101 + 5 * step, team, people[1].Id),
            LibrarySeed.Surveys(10 + step),
            [
                new(9920 + step, inboxes[0].Id, $"1{area}5550142", "Jordan Rivera", people[1].Id,
                    [new(false, "Hi Jordan, your appointment is confirmed for Tuesday at 10:00."), new(true, "Great, thanks!")]),
                new(9921 + step, inboxes[2].Id, $"1{area}5550143", "Alex Morgan", people[2].Id,
                    [new(true, "Is the nurse in today?"), new(false, "Yes, until 17:00. Call us any time.")]),
            ]);

        SandboxPerson Person(int i, string name) => new(
            (i < 2 ? 11 : 13) + i + step, $"1{area}55501{11 + i}", name,
            $"{name.ToLowerInvariant().Replace(' ', '.')}@{domain}", i == 0 ? 1 : 4, team,
            "2024-02-01T17:00:00Z", "2026-03-02T08:15:30Z", "2024-02-01T16:58:00Z", "2026-01-05T10:00:00Z");

        SandboxInbox Inbox(long first, string name, int[] members, string[] phones, bool auto) => new(
            first + step, name, team, [.. members.Select(i => people[i].Id)], phones, phones[0], auto,
            auto ? null : $"1{area}5550199", auto ? "w-7f3a" : "", auto ? [domain] : [], true);
    }
}
