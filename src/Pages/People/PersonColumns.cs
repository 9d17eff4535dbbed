using HeymarketPortal.Heymarket;

namespace HeymarketPortal.Pages.People;

/// <summary>What each column of the people sorts by, under its name in the address, and what the search looks at.</summary>
internal static class PersonColumns
{
    public static readonly IReadOnlyDictionary<string, Func<Person, object?>> All = new Dictionary<string, Func<Person, object?>>
    {
        ["name"] = person => person.Name,
        ["email"] = person => person.Email,
        ["role"] = person => person.Role,
        ["id"] = person => person.Id,
        ["inboxes"] = person => person.InboxIds.Count,
    };

    /// <summary>Those with every word of the search in their name, email, role or id.</summary>
    public static IReadOnlyList<Person> Matching(this IReadOnlyList<Person> people, string? search)
    {
        var words = (search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length == 0 ? people : [.. people.Where(person => Array.TrueForAll(words, word => Holds(person, word)))];
    }

    private static bool Holds(Person person, string word) =>
        $"{person.Name}\n{person.Email}\n{person.Role}\n{person.Id}".Contains(word, StringComparison.CurrentCultureIgnoreCase);
}
