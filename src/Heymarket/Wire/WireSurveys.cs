using System.Text.Json;

namespace HeymarketPortal.Heymarket.Wire;

/// <summary>A row of <c>POST /v1/surveys</c>.</summary>
/// <example><code>{"id":10,"name":"After-visit NPS","type":"nps","question":"From 0 to 10, how likely are you to recommend us?","updated":"2025-06-01T12:00:00Z"}</code></example>
internal static class WireSurveys
{
    public static readonly string[] Wrappers = ["surveys", "data"];

    /// <returns>Null for a row without an id.</returns>
    public static Survey? Of(JsonElement row) => row.Number("id") is not { } id ? null : new Survey(
        id, row.Words("name") ?? row.Words("title") ?? $"Survey {id}", row.Words("type"), row.Words("question"),
        row.Time("updated") ?? row.Time("updated_at"));
}
