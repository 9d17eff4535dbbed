using System.Text.Json;

namespace HeymarketPortal.Heymarket.Wire;

/// <summary>A row of <c>POST /v1/lists</c>, or the answer of <c>GET /v1/list/{id}</c>.</summary>
/// <example><code>{"id":501,"name":"March reminders","targets":{"15105550142":{"f":"Jordan","l":"Rivera"}},"updated":"2026-03-01T12:00:00Z","rev":1,"archived":false}</code></example>
internal static class WireLists
{
    public static readonly string[] Wrappers = ["lists", "data"];

    /// <returns>Null for a row without an id.</returns>
    public static ContactList? Of(JsonElement row)
    {
        if (row.Number("id") is not { } id)
        {
            return null;
        }
        var (size, numbers) = TargetsOf(row);
        return new ContactList(id, row.Words("name") ?? row.Words("title") ?? $"List {id}", size, numbers,
            row.Number("rev"), row.Time("updated") ?? row.Time("updated_at"), row.Truth("archived"));
    }

    private static (int? Size, IReadOnlyList<string> Numbers) TargetsOf(JsonElement row) => row.Get("targets") switch
    {
        // A list made of contacts may hold people that "targets" does not show: nothing there does not mean nobody.
        { ValueKind: JsonValueKind.Object } none when row.Words("type") == "contacts" && !none.EnumerateObject().Any() => (null, []),
        { ValueKind: JsonValueKind.Object } named => Counted([.. named.EnumerateObject().Select(target => target.Name)]),
        { ValueKind: JsonValueKind.Array } => Counted([.. row.Many("targets", "phone", "number", "target").Select(Lenient.WordsOf).OfType<string>()]),
        _ => (null, []),
    };

    private static (int? Size, IReadOnlyList<string> Numbers) Counted(IReadOnlyList<string> targets)
    {
        var distinct = targets.Select(target => Lenient.DigitsOfPhone(target) ?? target).Distinct().ToList();
        return (distinct.Count, [.. distinct.Select(Lenient.DigitsOfPhone).OfType<string>()]);
    }
}
