using System.Text.Json.Serialization;

namespace HeymarketPortal.Heymarket.Wire;

/// <summary>What <c>POST /v1/messages/all</c> is asked for. Order and direction are always said: their defaults differ between sources.</summary>
/// <example><code>{"created_at":"2026-03-02T18:04:05.0000000+00:00","order":"created_at","ascending":true,"limit":200}</code></example>
public sealed record WireSpan
{
    [JsonPropertyName("created_at")]
    public required DateTimeOffset CreatedAt { get; init; }

    [JsonPropertyName("order")]
    public string Order { get; } = "created_at";

    [JsonPropertyName("ascending")]
    public required bool Ascending { get; init; }

    [JsonPropertyName("limit")]
    public required int Limit { get; init; }
}
