using System.Globalization;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Pages.Compose;

/// <summary>What the meter says about a count.</summary>
public static class SegmentWords
{
    private const int GroupsShown = 8;
    private const int CharactersShown = 12;
    private const int CodePointsTold = 3;
    private const int PlacesShown = 40;

    public static string Encoding(SmsEncoding encoding) => encoding == SmsEncoding.Gsm7 ? "GSM-7" : "Unicode";
    public static string Segments(int segments) => Count(segments, "segment");
    public static string Characters(int characters) => Count(characters, "character");

    /// <summary>What the meter says in place of segments; null where the text is cut into some.</summary>
    public static string? Instead(SendForm form) =>
        form.Private ? "stays in Heymarket, not counted in segments"
        : form.Kind == SendKind.Group || !string.IsNullOrWhiteSpace(form.MediaUrl) ? "goes as MMS, not counted in segments"
        : null;

    /// <summary>What comes into the line below: quotes together, emoji together, others one by one while they are few.</summary>
    /// <returns>The groups, and how many characters are not among them.</returns>
    public static (IReadOnlyList<ForcingGroup> Groups, int More) Forcing(IReadOnlyList<ForcingCharacter> forcing)
    {
        var few = forcing.Count(IsOther) <= CodePointsTold;
        var groups = forcing
            .GroupBy(character => character switch
            {
                { IsEmoji: true } => "emoji",
                { Name: var name } when name.EndsWith(" quote", StringComparison.Ordinal) => "quotes",
                _ => IsOther(character) && !few ? "others" : character.Character,
            })
            .Select(group => Group(group.Key, [.. group]))
            .Take(GroupsShown)
            .ToList();
        return (groups, forcing.Count - groups.Sum(group => group.Shown.Count + (group.Shown.Count == 0 ? 1 : 0)));
    }

    /// <summary>The text in pieces, so that what needs Unicode can be marked in it. Empty when it is everywhere.</summary>
    public static IReadOnlyList<MarkedPiece> Marked(string text, IReadOnlyList<ForcingCharacter> forcing)
    {
        var places = forcing.SelectMany(f => f.Positions.Select(at => (at, f))).OrderBy(place => place.at).ToList();
        if (places.Count > PlacesShown || places.Count * 2 > text.Length)
        {
            return [];
        }
        List<MarkedPiece> pieces = [];
        var done = 0;
        foreach (var (at, found) in places)
        {
            if (at > done)
            {
                pieces.Add(new(text[done..at], null));
            }
            pieces.Add(new(found.Visible ? found.Character : found.Name, found.Name));
            done = at + found.Character.Length;
        }
        return done < text.Length ? [.. pieces, new(text[done..], null)] : pieces;
    }

    private static ForcingGroup Group(string key, IReadOnlyList<ForcingCharacter> members)
    {
        string[] shown = [.. members.Where(m => m.Visible).Take(CharactersShown).Select(m => m.Character)];
        return (key, members) switch
        {
            ("emoji", _) => new(shown, null),
            ("others", _) => new(shown, "outside the plain alphabet"),
            ("quotes", { Count: > 1 }) => new(shown, "smart quotes"),
            (_, [var only]) when IsOther(only) => new(shown, CodePoints(only.Name)),
            (_, [var only, ..]) => new(shown, only.Name),
            _ => new(shown, null),
        };
    }

    private static bool IsOther(ForcingCharacter character) => character is { IsEmoji: false, Visible: true } && character.Name[0] == '“';

    private static string CodePoints(string name) => name[(name.LastIndexOf('(') + 1)..^1];

    private static string Count(int amount, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{amount:N0} {what}{(amount == 1 ? "" : "s")}");
}

/// <param name="Shown">Characters to see; empty for what is invisible.</param>
/// <param name="Named">What they are called; null where they speak for themselves.</param>
public sealed record ForcingGroup(IReadOnlyList<string> Shown, string? Named)
{
    public string Words => Named is null ? "" : Shown.Count == 0 ? Named : $" ({Named})";
}

/// <param name="Name">Of a character that needs Unicode; null for the text between.</param>
public sealed record MarkedPiece(string Text, string? Name);
