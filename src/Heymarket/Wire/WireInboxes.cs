using System.Text.Json;

namespace HeymarketPortal.Heymarket.Wire;

/// <summary><c>GET /v1/inboxes</c>: a bare list, or one under <c>inboxes</c>; phones with or without a plus sign, or none.</summary>
/// <example>
/// <code>[{"id":413,"name":"Front Desk","team":7,"members":[11,12,15],"phones":["14155550100"],"phone":"14155550100"}]</code>
/// <code>{"inboxes":[{"id":413,"name":"Front Desk","phones":["+14155550100"]}]}</code>
/// </example>
internal static class WireInboxes
{
    /// <returns>Null when the body is no list of inboxes.</returns>
    public static IReadOnlyList<Inbox>? Read(string body, HeymarketOptions options) =>
        Lenient.Parse(body)?.Rows("inboxes", "data") is { } rows
            ? [.. rows.Select(row => Of(row, options)).OfType<Inbox>().DistinctBy(inbox => inbox.Id)]
            : null;

    private static Inbox? Of(JsonElement row, HeymarketOptions options)
    {
        if (row.Number("id") is not { } id)
        {
            return null;
        }
        var phones = PhonesOf(row, "phones");
        phones = phones.Count > 0 ? phones : PhonesOf(row, "phone");
        return new Inbox(id, row.Words("name") ?? $"Inbox {id}", phones, MembersOf(row), phones.Any(options.IsTollFree));
    }

    private static List<string> PhonesOf(JsonElement row, string name) =>
        [.. row.Many(name, "phone", "number").Select(Lenient.WordsOf).OfType<string>().Select(DigitsOf).Where(d => d.Length > 0).Distinct()];

    private static List<long> MembersOf(JsonElement row) =>
        [.. row.Many("members", "id").Select(Lenient.NumberOf).OfType<long>().Distinct()];

    private static string DigitsOf(string phone) => string.Concat(phone.Where(char.IsAsciiDigit));
}
