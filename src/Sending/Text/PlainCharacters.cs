using System.Globalization;
using System.Text;

namespace HeymarketPortal.Sending;

/// <summary>
/// Writes with plain characters what was typed with typographic ones: quotes, dashes, spaces, bullets, invisible characters. Letters
/// stay as they are, but a letter and its accent that came as two characters become the one that the alphabet has.
/// </summary>
public static class PlainCharacters
{
    /// <summary>The same text with fewer, or as many, characters that need Unicode. Replacing twice changes nothing more.</summary>
    public static string Replace(string text)
    {
        if (Gsm7.Holds(text))
        {
            return text;
        }
        var separated = WithoutSeparators(text);
        var plain = new StringBuilder(separated.Length);
        for (int at = 0, length; at < separated.Length; at += length)
        {
            length = StringInfo.GetNextTextElementLength(separated.AsSpan(at));
            var cluster = separated.AsSpan(at, length);
            if (Gsm7.Holds(cluster) || Plain(cluster) is not { } better)
            {
                plain.Append(cluster);
            }
            else
            {
                plain.Append(better);
            }
        }
        return WithoutDirections(plain.ToString());
    }

    /// <summary>First of all, because taking one of these out may bring a letter and its accent together.</summary>
    private static string WithoutSeparators(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (Gsm7.Holds(c) || !Separates(c))
            {
                kept.Append(c);
            }
            else
            {
                kept.Append(Typography.Plain(c));
            }
        }
        return kept.ToString();
    }

    /// <summary>Control characters, and what only tells where a line or a word may break.</summary>
    private static bool Separates(char c) =>
        c is '\u00AD' or '\u200B' or '\u2028' or '\u2029' or '\u2060' or '\uFEFF' || char.IsControl(c);

    /// <summary>All of a cluster or nothing: a joiner inside an emoji or a foreign word belongs to it.</summary>
    private static string? Plain(ReadOnlySpan<char> cluster)
    {
        var text = cluster.ToString();
        if (Directs(text[0]) || text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || text.Contains('\uFFFE', StringComparison.Ordinal))
        {
            // None of these has a plain form, and broken pairs and U+FFFE cannot be normalized.
            return null;
        }
        var plain = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormC))
        {
            if (Gsm7.Holds(c))
            {
                plain.Append(c);
            }
            else if (Typography.Plain(c) is { } better)
            {
                plain.Append(better);
            }
            else
            {
                return null;
            }
        }
        return plain.ToString();
    }

    /// <summary>Marks of direction order letters that run right to left. Where nothing else needs Unicode there are none.</summary>
    private static string WithoutDirections(string text)
    {
        var without = string.Concat(text.Where(c => !Directs(c)));
        return Gsm7.Holds(without) ? without : text;
    }

    private static bool Directs(char c) => c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
