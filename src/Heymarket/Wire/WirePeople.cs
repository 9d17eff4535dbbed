using System.Globalization;
using System.Text.Json;

namespace HeymarketPortal.Heymarket.Wire;

/// <summary>
/// <c>GET /v1/users</c>: a bare list, or one under <c>memberships</c> or <c>users</c>. <c>GET /v1/team</c>: the account and
/// its members.
/// </summary>
/// <example>
/// <code>{"memberships":[{"id":11,"name":"Dana Lee","email":"dana@example.com","role_id":1,"team_id":7}]}</code>
/// <code>{"id":7,"name":"Acme Clinics","list_size":2500,"members":[{"id":11,"name":"Dana Lee","role":"admin"}]}</code>
/// </example>
internal static class WirePeople
{
    /// <returns>Null when the body is no list of people.</returns>
    public static IReadOnlyList<Person>? ReadUsers(string body) =>
        Lenient.Parse(body)?.Rows("memberships", "users", "data") is { } rows ? Of(rows) : null;

    /// <returns>Null when the body is no team.</returns>
    public static HeymarketTeam? ReadTeam(string body)
    {
        var whole = Lenient.Parse(body);
        var team = whole?.Get("team") is { ValueKind: JsonValueKind.Object } inner ? inner : whole;
        return team is { } row && row.Number("id") is { } id
            ? new HeymarketTeam(id, row.Words("name"), row.Number("list_size"), Of(row.Get("members")?.Rows() ?? []))
            : null;
    }

    private static List<Person> Of(IEnumerable<JsonElement> rows) =>
        [.. rows.Select(Of).OfType<Person>().DistinctBy(person => person.Id)];

    private static Person? Of(JsonElement row) =>
        row.Number("id") is { } id ? new Person(id, NameOf(row, id), row.Words("email"), RoleOf(row), []) : null;

    private static string NameOf(JsonElement row, long id)
    {
        var parts = string.Join(' ', ((string?[])[row.Words("first_name"), row.Words("last_name")]).OfType<string>());
        return row.Words("name") ?? (parts.Length > 0 ? parts : row.Words("email") ?? $"Person {id}");
    }

    private static string? RoleOf(JsonElement row)
    {
        var role = row.Words("role") ?? row.Number("role_id") switch
        {
            null => null,
            1 => "Admin",
            4 => "Member",
            { } other => $"Role {other}",
        };
        return role is null ? null : char.ToUpper(role[0], CultureInfo.InvariantCulture) + role[1..];
    }
}
