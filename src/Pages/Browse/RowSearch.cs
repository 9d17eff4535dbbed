namespace HeymarketPortal.Pages.Browse;

/// <summary>The search above a grid: every word of it must stand somewhere in a row, whatever its case.</summary>
public static class RowSearch
{
    /// <param name="text">What of a row is looked at.</param>
    public static IReadOnlyList<T> Matching<T>(this IReadOnlyList<T> rows, string? search, Func<T, string> text)
    {
        var words = (search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length == 0 ? rows
            : [.. rows.Where(row => Array.TrueForAll(words, word => text(row).Contains(word, StringComparison.CurrentCultureIgnoreCase)))];
    }
}
