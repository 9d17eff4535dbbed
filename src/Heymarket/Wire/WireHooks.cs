using System.Text.Json;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Heymarket.Wire;

/// <summary>The body of a webhook's call. Older pages call <c>type</c> <c>event</c> and <c>event_data</c> <c>data</c>.</summary>
/// <example><code>{"type":"message_sent","id":123,"token":"whk-…","event_data":{"id":9980041,"local_id":"6b1e…","status":"delivered","updated":"2026-03-02T18:04:09Z"}}</code></example>
internal static class WireHooks
{
    private const int LongestType = 60;
    private const string Token = "token";

    /// <returns>Null when the body is no JSON object.</returns>
    public static HookCall? Read(string body)
    {
        if (Lenient.Parse(body) is not { ValueKind: JsonValueKind.Object } call)
        {
            return null;
        }
        var data = call.Get("event_data") ?? call.Get("data") ?? default;
        var message = WireMessages.Of(data);
        var at = data.Time("updated") ?? data.Time("date") ?? data.Time("created");
        return new HookCall(TypeOf(call), call.Words(Token), Kept(call), data.Number("id"), VersionOf(data), message, PhoneOf(data), at);
    }

    // Heymarket's own spelling is "message_recieved"; others write "message.received".
    private static string TypeOf(JsonElement call)
    {
        var words = (call.Words("type") ?? call.Words("event") ?? "unknown").ToLowerInvariant().Replace('.', '_').Replace("recieved", "received", StringComparison.Ordinal);
        var plain = string.Concat(words.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'));
        return plain[..Math.Min(plain.Length, LongestType)];
    }

    private static string? VersionOf(JsonElement data) => (data.Words("updated"), data.Words("status")) switch
    {
        (null, null) => null,
        var (updated, status) => $"{updated}|{status}",
    };

    private static string? PhoneOf(JsonElement data)
    {
        var words = data.Words("phone") ?? data.Words("phone_number") ?? data.Words("target");
        return words is null || Lenient.DigitsOfPhone(words) is not { } digits ? null : PhoneNumber.Read(digits).Fix ?? digits;
    }

    // Each property as it was written.
    private static string Kept(JsonElement call) =>
        $"{{{string.Join(',', call.EnumerateObject().Where(property => !property.NameEquals(Token)).Select(property => property.ToString()))}}}";
}
