using System.Globalization;
using System.Text;

namespace HeymarketPortal.Sending;

/// <summary>A character that the 7-bit alphabet lacks.</summary>
/// <param name="Character">One grapheme cluster, such as <c>’</c> or a family of four.</param>
/// <param name="Positions">Where it stands: indices into the text, in UTF-16 code units.</param>
public sealed record ForcingCharacter(string Character, IReadOnlyList<int> Positions)
{
    private const int CodePointsNamed = 4;

    /// <summary>For people: “left double quote”, “emoji 🎉”, “en dash”; for others the character and its code point, “Ж” (U+0416).</summary>
    public string Name => Single is { } known ? known
        : Emoji.Is(Character) ? $"emoji {Character}"
        : Visible ? $"“{Character}” ({CodePoints})"
        : $"invisible character {CodePoints}";

    /// <summary>Whether there is anything to see when it is shown by itself.</summary>
    public bool Visible => Rune.TryGetRuneAt(Character, 0, out var first) && Rune.GetUnicodeCategory(first) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or
        UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    /// <summary>Whether it is a picture and needs no name beside it.</summary>
    public bool IsEmoji => Emoji.Is(Character);

    private string? Single => Character.Length == 1 ? Typography.Name(Character[0]) : null;

    private string CodePoints
    {
        get
        {
            var named = Character.EnumerateRunes().Take(CodePointsNamed + 1).Select(rune => $"U+{rune.Value:X4}").ToArray();
            return named.Length > CodePointsNamed ? string.Join(' ', named[..CodePointsNamed]) + " …" : string.Join(' ', named);
        }
    }

    internal static (int Characters, IReadOnlyList<ForcingCharacter> Forcing) In(string text)
    {
        List<ForcingCharacter> forcing = [];
        var known = new Dictionary<string, List<int>>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        var characters = 0;
        for (int at = 0, length; at < text.Length; at += length, characters++)
        {
            length = StringInfo.GetNextTextElementLength(text.AsSpan(at));
            var cluster = text.AsSpan(at, length);
            if (Gsm7.Holds(cluster))
            {
                continue;
            }
            if (!known.TryGetValue(cluster, out var positions))
            {
                known[cluster] = positions = [];
                forcing.Add(new(cluster.ToString(), positions));
            }
            positions.Add(at);
        }
        return (characters, forcing);
    }
}
