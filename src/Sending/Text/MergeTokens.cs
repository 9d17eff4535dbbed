using System.Text.RegularExpressions;

namespace HeymarketPortal.Sending;

/// <summary>
/// The <c>{{name}}</c> tokens that Heymarket fills for each recipient. Its documentation shows names without blanks inside the braces
/// and in one spelling, so a name is known only when it is written exactly so.
/// </summary>
public static partial class MergeTokens
{
    /// <summary>Known in every account; custom fields come beside them.</summary>
    public static IReadOnlyList<string> Standard { get; } = ["first_name", "last_name"];

    /// <summary>Every token, in the order of the text; the same name may come several times.</summary>
    public static IReadOnlyList<MergeToken> In(string? text) => text is null
        ? []
        : [.. Tokens().Matches(text).Select(found => new MergeToken(found.Groups[1].Value, found.Index, found.Length))];

    /// <summary>The names that nobody knows, each once, as they are written.</summary>
    public static IReadOnlyList<string> Unknown(string? text, IEnumerable<string> known)
    {
        var names = known.ToHashSet(StringComparer.Ordinal);
        return [.. In(text).Select(token => token.Name).Where(name => !names.Contains(name)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The known name that differs only in case, blanks or punctuation, such as <c>first_name</c> for <c>First Name</c>.</summary>
    public static string? Meant(string unknown, IEnumerable<string> known)
    {
        var bare = Bare(unknown);
        return bare.Length == 0 ? null : known.FirstOrDefault(name => Bare(name) == bare);
    }

    /// <summary>The text with one name written as another, in all its tokens.</summary>
    public static string Rename(string text, string from, string to) =>
        Tokens().Replace(text, found => found.Groups[1].Value == from ? "{{" + to + "}}" : found.Value);

    /// <summary>What one recipient would read. A name without a value leaves nothing behind.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string?> values) =>
        Tokens().Replace(text, found => values.GetValueOrDefault(found.Groups[1].Value) ?? "");

    private static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    [GeneratedRegex(@"\{\{([^{}\r\n]*)\}\}")]
    private static partial Regex Tokens();
}

/// <param name="Name">What stands between the braces, blanks included.</param>
/// <param name="Start">Where its first brace stands in the text, in UTF-16 code units.</param>
/// <param name="Length">From the first brace to the last.</param>
public sealed record MergeToken(string Name, int Start, int Length);
