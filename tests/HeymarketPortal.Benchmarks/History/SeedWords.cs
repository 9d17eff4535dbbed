namespace HeymarketPortal.Benchmarks;

/// <summary>What people write, and names to write it under.</summary>
internal static class SeedWords
{
    public static readonly string[] AreaCodes = ["510", "415", "628", "925", "650", "408", "707", "831", "916", "209", "530", "559"];
    public static readonly string[] Inboxes = ["Front desk", "Billing", "Reminders", "Service", "Sales", "After hours", "Recalls", "Office"];
    public static readonly string[] Lists = ["April recalls", "Flu clinic", "Newsletter", "Summer hours", "Parents of grade 3", "Winter tyres", "New patients", "Open house"];

    public static readonly string[] People =
    [
        "Maya Ortiz", "Priya Nair", "Ben Kato", "Zoë Lindqvist", "Omar Haddad", "Ruth Adeyemi", "Luca Ferri", "Sam Whitfield",
        "Ana Sousa", "Jonas Weber", "Mei Tanaka", "Grace Obi", "Tom Reilly", "Ivy Chen", "Noah Brandt", "Elif Kaya",
        "Hugo Martin", "Nina Petrova", "Carl Jensen", "Leila Aziz", "Will Turner", "Rosa Blanco", "Kai Moore", "Dana Fox",
    ];

    public static readonly (string Name, string Text)[] Templates =
    [
        ("Visit reminder", "Hi {{first_name}}, see you tomorrow. Reply C to confirm."), ("Recall", "Hi {{first_name}}, it is time for your next check-up."),
        ("Ready for pickup", "Hi {{first_name}}, your order is ready at the front desk."), ("Directions", "Parking is behind the building; the entrance is on 4th Street."),
        ("Payment due", "A balance is open on your account. Call us with any question."), ("Thank you", "Thank you for coming in today, {{first_name}}!"),
    ];

    private static readonly string[] Names = ["Dana", "Jordan", "Alex", "Priya", "Chloé", "José", "Björn", "Amira", "Kofi", "Yuki", "Nadia", "Marek", "Olga", "Tariq", "Linh", "Sean"];
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    private static readonly string[] Things = ["appointment", "cleaning", "oil change", "parent evening", "check-up", "delivery", "test drive", "inspection", "follow-up", "lesson"];
    private static readonly string[] Rare = ["umbrella", "giraffe", "quinoa", "trombone", "zeppelin", "saffron"];

    private static readonly string[] Shapes =
    [
        "Hi {n}, this is a reminder of your {t} on {d} at {h}. Reply C to confirm or call us to change it.",
        "Hi {n}, your {t} is confirmed for {d} at {h}. See you then!",
        "Good news, {n}: we have an opening on {d} at {h}. Would you like it?",
        "{n}, please bring your insurance card and a list of medications on {d}.",
        "Your order is ready for pickup. We are open until {h} today. Code {c}.",
        "Hello {n}, thanks for your message. Somebody will call you on {d}.",
        "We are running 15 minutes late today, {n}. Sorry about that!",
        "{n}, your invoice is attached. Reference {c}. Questions? Just reply here.",
        "Hola {n}, le recordamos su cita del {d} a las {h}. Responda C para confirmar.",
        "School is closed on {d} because of the weather. Stay safe ❄️",
    ];

    /// <summary>However many sends there are, about 120 of them hold a word that hardly any other does.</summary>
    public static bool IsRare(long id, int rows) => id % Math.Max(1, rows / 120) == 0;

    public static string Text(Random random, long id, int rows)
    {
        var text = Shapes[random.Next(Shapes.Length)]
            .Replace("{n}", Names[random.Next(Names.Length)], StringComparison.Ordinal)
            .Replace("{t}", Things[random.Next(Things.Length)], StringComparison.Ordinal)
            .Replace("{d}", Days[random.Next(Days.Length)], StringComparison.Ordinal)
            .Replace("{h}", $"{random.Next(8, 18)}:{random.Next(0, 4) * 15:00}", StringComparison.Ordinal)
            .Replace("{c}", $"{id * 7919 % 1_679_616:X5}", StringComparison.Ordinal);
        return IsRare(id, rows) ? $"{text} P.S. The {Rare[id / Math.Max(1, rows / 120) % Rare.Length]} is still here." : text;
    }
}
