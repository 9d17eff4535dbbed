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

    public static string Searched(Person person) => $"{person.Name}\n{person.Email}\n{person.Role}\n{person.Id}";
}
