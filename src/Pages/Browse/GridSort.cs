using System.Globalization;

namespace HeymarketPortal.Pages.Browse;

/// <summary>The order of a grid, as it stands in the address: <c>name</c>, or <c>-name</c> from the end.</summary>
public sealed record GridSort(string Column, bool Descending)
{
    /// <param name="first">The column that leads when the address says nothing.</param>
    public static GridSort Parse(string? text, string first) => text switch
    {
        null or "" or "-" => new(first, false),
        ['-', .. var column] => new(column, true),
        _ => new(text, false),
    };

    /// <summary>What the address says after the header of a column is chosen: the same column turns around.</summary>
    public string After(string column) => column == Column && !Descending ? $"-{column}" : column;

    /// <summary>Rows in this order; as they came where the column is unknown. Texts as people sort them, ignoring case.</summary>
    public IReadOnlyList<T> Order<T>(IReadOnlyList<T> rows, IReadOnlyDictionary<string, Func<T, object?>> columns)
    {
        if (!columns.TryGetValue(Column, out var key))
        {
            return rows;
        }
        var order = Comparer<object?>.Create(Compare);
        return [.. Descending ? rows.OrderByDescending(key, order) : rows.OrderBy(key, order)];
    }

    private static int Compare(object? left, object? right) => (left, right) switch
    {
        (string a, string b) => CultureInfo.CurrentCulture.CompareInfo.Compare(a, b, CompareOptions.IgnoreCase),
        _ => Comparer<object?>.Default.Compare(left, right),
    };
}
