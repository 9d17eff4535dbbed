using HeymarketPortal.Heymarket;

namespace HeymarketPortal.Pages.Lists;

/// <summary>What each column of the lists sorts by, under its name in the address, and what the search looks at.</summary>
internal static class ListColumns
{
    public static readonly IReadOnlyDictionary<string, Func<ContactList, object?>> All = new Dictionary<string, Func<ContactList, object?>>
    {
        ["name"] = list => list.Name,
        ["size"] = list => list.Size,
        ["updated"] = list => list.UpdatedAt,
        ["id"] = list => list.Id,
    };

    public static string Searched(ContactList list) => $"{list.Name}\n{list.Id}";
}
