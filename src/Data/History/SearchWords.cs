using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HeymarketPortal.Data;

/// <summary>
/// What a person typed, as words and numbers. Everything but letters and digits only separates, as in the index, so that nothing typed
/// is ever read as the index's query language.
/// </summary>
internal static partial class SearchWords
{
    // Who pastes a whole text finds it by fewer words, too.
    private const int Most = 32;
    private const int ShortestNumber = 4;
    private const int WholeNumber = 9;

    /// <summary>Each must fit; none where nothing can be searched for.</summary>
    public static List<SearchTerm> Of(string search)
    {
        List<SearchTerm> terms = [];
        var at = 0;
        foreach (Match run in Number().Matches(search))
        {
            var groups = Digits().Matches(run.Value).Select(group => group.Value).ToArray();
            // "+44 (0)20 …", "0044 20 …", "020 …": these zeros are dialled and no part of the number. Those of "0142" are.
            var digits = string.Concat(Digits().Matches(run.Value.Replace("(0)", "", StringComparison.Ordinal)).Select(group => group.Value));
            digits = digits.Length < WholeNumber ? digits : digits.TrimStart('0');
            if (digits.Length >= ShortestNumber)
            {
                AddWords(terms, search[at..run.Index]);
                terms.Add(new(groups, digits));
                at = run.Index + run.Length;
            }
        }
        AddWords(terms, search[at..]);
        return [.. terms.DistinctBy(term => (string.Join(' ', term.Words), term.Number)).Take(Most)];
    }

    /// <summary>As the index folds words: lower case, without accents.</summary>
    public static string Fold(string word) => string.Concat(word.ToLowerInvariant().Normalize(NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)).Normalize(NormalizationForm.FormC);

    private static void AddWords(List<SearchTerm> terms, string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsPartOfWord(rune))
            {
                word.Append(rune);
                continue;
            }
            End();
        }
        End();

        void End()
        {
            if (word.Length > 0)
            {
                terms.Add(new([word.ToString()], null));
                word.Clear();
            }
        }
    }

    private static bool IsPartOfWord(Rune rune) => Rune.GetUnicodeCategory(rune) is
        <= UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.PrivateUse;

    // "+1 (510) 555-0142", "510.555.0142"; not the digits of "QX7F2".
    [GeneratedRegex(@"(?<![\p{L}\p{N}])[+(]*[0-9](?:[\s().+/\-‐-―]*[0-9])*(?![\p{L}\p{N}])")]
    private static partial Regex Number();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}

/// <param name="Words">All of them.</param>
/// <param name="Number">The digits that they may stand for together: the beginning or the end of a phone number.</param>
internal sealed record SearchTerm(string[] Words, string? Number);
