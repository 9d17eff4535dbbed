using System.Text.Json;

namespace HeymarketPortal.Heymarket.Wire;

/// <summary><c>GET /v1/messages</c>: the newest fifty messages between an inbox and a number.</summary>
/// <example><code>[{"id":9980041,"local_id":"6b1e…","text":"Hi Jordan","date":"2026-03-02T18:04:05.123456Z","status":"delivered","user":12}]</code></example>
internal static class WireMessages
{
    /// <returns>Null when the body is no list of messages.</returns>
    public static IReadOnlyList<Message>? Read(string body) =>
        Lenient.Parse(body)?.Rows("messages", "data") is { } rows ? [.. rows.Select(Of).OfType<Message>()] : null;

    /// <returns>Null when the row has no id.</returns>
    public static Message? Of(JsonElement row) => row.Number("id") is not { } id ? null : new(
        id, row.Words("local_id"), row.Words("text"), row.Time("date"), row.Words("status"), row.Number("user"), row.Number("broadcast_id"));
}
