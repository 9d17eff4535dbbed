using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HeymarketPortal.Heymarket.Wire;

/// <summary>
/// How bodies are read: numbers may come as text and text as numbers, and null, empty and missing mean the same. What has
/// another shape is taken as absent, so that one odd field costs no row and one odd row no list.
/// </summary>
internal static partial class Lenient
{
    /// <summary>The body as JSON; null for plain text, HTML, half an answer or nothing.</summary>
    public static JsonElement? Parse(string body)
    {
        try
        {
            return JsonElement.Parse(Whole(body));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The rows of <c>[…]</c>, or of the first of these names that holds a list, as in <c>{"inboxes":[…]}</c>.</summary>
    /// <returns>Null when the body holds no such list.</returns>
    public static IReadOnlyList<JsonElement>? Rows(this JsonElement body, params string[] names) =>
        body.All(names) is { } all ? [.. all.Where(row => row.ValueKind == JsonValueKind.Object)] : null;

    /// <summary>As <see cref="Rows"/>, with what is no row among them: for whoever counts.</summary>
    public static IReadOnlyList<JsonElement>? All(this JsonElement body, params string[] names)
    {
        var list = body.ValueKind == JsonValueKind.Array ? body : names.Select(name => body.Get(name)).FirstOrDefault(v => v?.ValueKind == JsonValueKind.Array);
        return list is { } rows ? [.. rows.EnumerateArray()] : null;
    }

    /// <summary>The rows of one page of a list: as <see cref="Rows"/>, and none where <c>null</c> stands in place of a list.</summary>
    public static IReadOnlyList<JsonElement>? PageOf(string body, string[] names) => Parse(body) switch
    {
        { ValueKind: JsonValueKind.Null } => [],
        { ValueKind: JsonValueKind.Object } whole when names.Any(name => whole.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Null) => [],
        { } whole => whole.Rows(names),
        null => null,
    };

    /// <summary>One row, as it is or under its name, as in <c>{"list":{…}}</c>.</summary>
    public static JsonElement? One(string body, string name) => Parse(body) switch
    {
        { } whole when whole.Get(name) is { ValueKind: JsonValueKind.Object } inner => inner,
        { ValueKind: JsonValueKind.Object } whole => whole,
        _ => null,
    };

    public static long? Number(this JsonElement row, string name) => row.Get(name) is { } value ? NumberOf(value) : null;

    public static string? Words(this JsonElement row, string name) => row.Get(name) is { } value ? WordsOf(value) : null;

    /// <summary>A text exactly as it is, blanks at its ends included.</summary>
    public static string? Text(this JsonElement row, string name) =>
        row.Words(name) is not null && row.Get(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : row.Words(name);

    /// <summary>True, or in another shape: 1 or text.</summary>
    public static bool Truth(this JsonElement row, string name) => row.Get(name) is { } value
        && (value.ValueKind == JsonValueKind.True || WordsOf(value) is "1" or "true" or "True");

    /// <summary>RFC 3339 with any number of fraction digits, <c>Z</c> or an offset.</summary>
    public static DateTimeOffset? Time(this JsonElement row, string name) =>
        DateTimeOffset.TryParse(row.Words(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>A list of values, one value, or objects that hold it under one of the inner names.</summary>
    public static IEnumerable<JsonElement> Many(this JsonElement row, string name, params string[] inner)
    {
        var value = row.Get(name);
        IEnumerable<JsonElement> items = value switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
            { } one => [one],
        };
        return items.SelectMany(item => item.ValueKind == JsonValueKind.Object ? inner.Select(name => item.Get(name)).OfType<JsonElement>().Take(1) : [item]);
    }

    public static JsonElement? Get(this JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static long? NumberOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var id) => id,
        JsonValueKind.Number when value.TryGetDecimal(out var number) && number == decimal.Truncate(number) && Math.Abs(number) < long.MaxValue => (long)number,
        JsonValueKind.String when long.TryParse(WordsOf(value), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <summary>The digits of a phone number, written with or without a plus sign, blanks and the like.</summary>
    /// <returns>Null for what is no phone number: an email address, a name.</returns>
    public static string? DigitsOfPhone(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return digits.Length is >= 5 and <= 15 && text.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or '(' or ')' or ' ') ? digits : null;
    }

    public static string? WordsOf(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    // The parser lets half a surrogate pair pass, such as "\ud83d" alone, and throws when the text or the name that holds it is looked at.
    private static string Whole(string body) => body.Contains("\\ud", StringComparison.OrdinalIgnoreCase)
        ? Escape().Replace(body, escape => escape.Groups["half"].Success ? "\\ufffd" : escape.Value)
        : body;

    // Every escape in turn, so that the backslash of "\\ud83d" is not taken for the beginning of one.
    [GeneratedRegex(@"\\(u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Escape();
}
