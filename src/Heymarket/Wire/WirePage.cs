using System.Text.Json.Serialization;

namespace HeymarketPortal.Heymarket.Wire;

/// <summary>Which page of a list is asked for. What is not given is left out, as Heymarket's own samples do.</summary>
/// <example><code>{}</code> <code>{"date":"2026-01-10T09:00:00Z"}</code> <code>{"limit":30,"page":1}</code></example>
public sealed record WirePage
{
    /// <summary>Rows changed before this: the last row's <c>updated</c> of the page before, in its own spelling.</summary>
    [JsonPropertyName("date"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Date { get; init; }

    [JsonPropertyName("limit"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Limit { get; init; }

    [JsonPropertyName("page"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Page { get; init; }
}
