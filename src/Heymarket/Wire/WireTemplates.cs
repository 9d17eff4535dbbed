using System.Text.Json;

namespace HeymarketPortal.Heymarket.Wire;

/// <summary>A row of <c>POST /v1/templates</c>.</summary>
/// <example><code>{"id":101,"name":"Visit reminder","content":{"text":"Hi {{first_name}}","gallery":[{"original_url":"https://cdn.example.com/map.png","url":"https://cdn.example.com/map-small.png"}]},"updated":"2026-01-10T09:00:00Z","rev":1,"archived":false}</code></example>
internal static class WireTemplates
{
    public static readonly string[] Wrappers = ["templates", "data"];

    /// <returns>Null for a row without an id.</returns>
    public static Template? Of(JsonElement row) => row.Number("id") is not { } id ? null : new Template(
        id, row.Words("name") ?? row.Words("title") ?? $"Template {id}", TextOf(row), MediaOf(row),
        row.Number("rev"), row.Time("updated") ?? row.Time("updated_at"), row.Truth("archived"));

    private static string? TextOf(JsonElement row) =>
        row.Get("content") is { ValueKind: JsonValueKind.Object } content ? content.Text("text") : row.Text("content") ?? row.Text("text");

    private static List<string> MediaOf(JsonElement row) =>
        row.Get("content")?.Get("gallery") is { ValueKind: JsonValueKind.Array } gallery
            ? [.. gallery.EnumerateArray().Select(AddressOf).OfType<string>().Distinct()]
            : [];

    private static string? AddressOf(JsonElement picture) => picture.ValueKind == JsonValueKind.Object
        ? Usable(picture.Words("original_url")) ?? Usable(picture.Words("url"))
        : Usable(Lenient.WordsOf(picture));

    private static string? Usable(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" ? url.AbsoluteUri : null;
}
