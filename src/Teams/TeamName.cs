using System.Globalization;
using System.Text;

namespace HeymarketPortal.Teams;

/// <summary>What a team may be called, and what its name is in addresses.</summary>
public static class TeamName
{
    public const int Longest = 80;
    private const int LongestSlug = 50;

    // Words that the portal's own addresses use or may come to use.
    private static readonly HashSet<string> Reserved =
        ["account", "accounts", "admin", "api", "audit", "health", "hooks", "metrics", "new", "portal", "system", "t", "team", "teams"];

    /// <summary>Null when the name may be a team's, else the sentence that says why not.</summary>
    public static string? Problem(string? name) => name?.Trim() switch
    {
        null or "" => "Give the team a name.",
        { Length: > Longest } => $"A team's name has at most {Longest} characters.",
        var trimmed when trimmed.Any(char.IsControl) => "A team's name is one line of text.",
        var trimmed when SlugOf(trimmed).Length == 0 => "The name needs at least one letter from a to z or a digit: its address is made of them.",
        var trimmed when Reserved.Contains(SlugOf(trimmed)) => $"“{trimmed}” is a word of the portal itself. Choose another name.",
        _ => null,
    };

    /// <summary>"Twin Clinic" is <c>twin-clinic</c>, "Zürich №1" is <c>zurich-no1</c>.</summary>
    public static string SlugOf(string name)
    {
        var slug = new StringBuilder();
        // Broken pairs and U+FFFE cannot be normalised, and no pair has a letter for the address.
        foreach (var letter in string.Concat(name.Where(c => !char.IsSurrogate(c) && c != '\uFFFE')).Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(letter);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && letter is not ('\'' or '’')
                && slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }
        return slug.ToString(0, Math.Min(slug.Length, LongestSlug)).Trim('-');
    }

    /// <summary>The first of <c>twin-clinic</c>, <c>twin-clinic-2</c>, … that is not taken.</summary>
    public static string FreeSlug(string name, IReadOnlySet<string> taken)
    {
        var slug = SlugOf(name);
        return Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? slug : $"{slug}-{n}").First(s => !taken.Contains(s));
    }
}
