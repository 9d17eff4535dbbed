using System.Text.Json;

namespace HeymarketPortal.Heymarket.Wire;

/// <summary>Heymarket's own sentence in a refusal: <c>message</c>, else <c>error</c>, else <c>detail</c>, else the plain text.</summary>
/// <example><code>{"error":"bad_data","message":"phone_number is not valid"}</code></example>
internal static class WireRefusal
{
    private const int Longest = 300;

    /// <returns>Null where nothing is fit to be shown: markup, or nothing at all.</returns>
    public static string? Read(string body)
    {
        var sentence = Lenient.Parse(body) switch
        {
            { ValueKind: JsonValueKind.Object } said => Said(said),
            { ValueKind: JsonValueKind.String } text => Lenient.WordsOf(text),
            null => Plain(body),
            _ => null,
        };
        return sentence is { Length: > Longest } ? sentence[..(Longest - 1)] + "…" : sentence;
    }

    private static string? Said(JsonElement said)
    {
        foreach (var name in (ReadOnlySpan<string>)["message", "error", "detail"])
        {
            // Some APIs wrap: {"error":{"message":"…"}}.
            if (said.Words(name) is { } words || (said.Get(name) is { ValueKind: JsonValueKind.Object } inner && (words = inner.Words("message")) is not null))
            {
                return words;
            }
        }
        return null;
    }

    private static string? Plain(string body)
    {
        var text = body.Trim();
        return text.Length == 0 || text[0] is '<' or '{' or '[' || text.Any(c => char.IsControl(c) && !char.IsWhiteSpace(c)) ? null : text;
    }
}
