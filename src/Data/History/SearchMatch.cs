using System.Globalization;
using System.Text;

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
    /// <returns>Null where nothing in the index fits.</returns>
    public static async Task<string?> OfAsync(SearchTerm term, Func<string, Task<List<string>?>> expand)
    {
        List<string> ways = [];
        if (term.Number is { } number)
        {
            // Four digits are how people name a number by its end; as a beginning they would be half a country.
            ways.AddRange(number.Length > 4 && await BeginningAsync(number, expand) is { } beginning ? [$"Numbers : {beginning}"] : []);
            ways.AddRange(await EndingAsync(number, expand) is { } ending ? [ending] : []);
        }
        List<string> words = [];
        foreach (var word in term.Words)
        {
            if (await WordAsync(word, expand) is not { } asked)
            {
                words.Clear();
                break;
            }
            words.Add($"Words : {asked}");
        }
        ways.AddRange(words is [] ? [] : [$"({string.Join(" AND ", words)})"]);
        return ways is [] ? null : $"({string.Join(" OR ", ways)})";
    }

    /// <summary>The numbers that end so; null where the index has none.</summary>
    public static async Task<string?> EndingAsync(string number, Func<string, Task<List<string>?>> expand) =>
        await BeginningAsync(string.Concat(number.Reverse()), expand) is { } ending ? $"Endings : {ending}" : null;

    private static async Task<string?> WordAsync(string word, Func<string, Task<List<string>?>> expand) =>
        word.Length < ShortestBeginning || word.All(char.IsAsciiDigit) ? Quoted(word) : await BeginningAsync(word, expand);

    // The index walks a beginning's words from end to end before it answers; named one by one they are read only as far as needed.
    private static async Task<string?> BeginningAsync(string word, Func<string, Task<List<string>?>> expand) => await expand(SearchWords.Fold(word)) switch
    {
        { Count: > 0 } named => $"({string.Join(" OR ", named.Select(Quoted))})",
        // Beyond ASCII the index may fold a word in another way than we do.
        [] when Ascii.IsValid(word) => null,
        _ => $"{Quoted(word)} *",
    };

    private static string Quoted(string word) => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
