using System.Globalization;

namespace HeymarketPortal.Data;

/// <summary>Writes what the full-text index is asked: every word quoted, every word held to its column.</summary>
internal static class SearchMatch
{
    private const int ShortestBeginning = 3;

    /// <summary>What a send belongs to; the team always comes first, and no word a person types reaches this column.</summary>
    public static string Belongs(long teamId, SendFilter filter)
    {
        string?[] to =
        [
            string.Create(CultureInfo.InvariantCulture, $"t{teamId}"),
            filter.Kind is { } kind ? $"k{kind}" : null,
            filter.InboxId is { } inbox ? string.Create(CultureInfo.InvariantCulture, $"i{inbox}") : null,
            filter.AccountId is { } account ? string.Create(CultureInfo.InvariantCulture, $"a{account}") : null,
        ];
        return string.Join(" AND ", to.OfType<string>().Select(token => $"Belongs : {Quoted(token)}"));
    }

    /// <param name="expand">The words of the index that begin with a folded one; null where they are too many to name.</param>
    public static async Task<string> OfAsync(SearchTerm term, Func<string, Task<List<string>?>> expand)
    {
        var words = new List<string>();
        foreach (var word in term.Words)
        {
            words.Add(await WordAsync(word, expand));
        }
        var all = $"({string.Join(" AND ", words)})";
        if (term.Number is not { } number)
        {
            return all;
        }
        var ending = string.Concat(number.Reverse());
        // Four digits are how people name a number by its end; as a beginning they would be half a country.
        var beginning = number.Length > 4 ? $"Numbers : {Quoted(number)} * OR " : "";
        return $"({beginning}Endings : {Quoted(ending)} * OR {all})";
    }

    // The index walks a beginning's words from end to end before it answers; named one by one they are read only as far as needed.
    private static async Task<string> WordAsync(string word, Func<string, Task<List<string>?>> expand)
    {
        if (word.Length < ShortestBeginning || word.All(char.IsAsciiDigit))
        {
            return $"Words : {Quoted(word)}";
        }
        return await expand(SearchWords.Fold(word)) is { Count: > 0 } named
            ? $"Words : ({string.Join(" OR ", named.Select(Quoted))})"
            : $"Words : {Quoted(word)} *";
    }

    private static string Quoted(string word) => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
