using System.Text.Json;

namespace HeymarketPortal.Heymarket.Wire;

/// <summary><c>GET /v1/messages</c>: the newest fifty messages between an inbox and a number.</summary>
/// <example><code>[{"id":9980041,"local_id":"6b1e…","text":"Hi Jordan","date":"2026-03-02T18:04:05.123456Z","status":"delivered","user":12}]</code></example>
internal static class WireMessages
{
    /// <returns>Null when the body is no list of messages.</returns>
    public static MessagePage? Read(string body)
    {
        if (Lenient.Parse(body)?.All("messages", "data") is not { } rows)
        {
            return null;
        }
        List<Message> messages = [.. rows.Select(Of).OfType<Message>()];
        return new(messages, rows.Count - messages.Count);
    }

    /// <returns>Null when the row has no id.</returns>
    public static Message? Of(JsonElement row) => row.Number("id") is not { } id ? null : new(
        id, row.Words("local_id"), row.Words("text"), row.Time("date"), row.Words("status"), row.Number("user"), row.Number("broadcast_id"));
}

/// <summary>One page of messages as it came.</summary>
/// <param name="Unreadable">Rows without an id that could be read. Any of them may be the message that somebody looks for.</param>
internal sealed record MessagePage(IReadOnlyList<Message> Messages, int Unreadable)
{
    /// <summary>How long the page is, which tells whether another follows.</summary>
    public int Rows => Messages.Count + Unreadable;
}
