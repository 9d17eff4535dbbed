using System.Globalization;
using System.Text;

namespace HeymarketPortal.Data;

/// <summary>
/// One way to walk a team's sends in the order of their ids. All of it is our own words; what a person typed is always a value, in the
/// place of a question mark.
/// </summary>
/// <param name="From">The table and the index that give the order.</param>
/// <param name="Id">Its name for the id.</param>
/// <param name="Lead">What that index looks up.</param>
/// <param name="Join">Where the rest is read.</param>
/// <param name="Rest">What is checked row by row.</param>
internal sealed record SendSource(string From, string Id, Condition[] Lead, string Join, Condition[] Rest)
{
    /// <summary>The ids of what fits.</summary>
    public Statement Ids(IdRange range, bool newestFirst, int most) => Of($"{From}{Join}", [.. Lead, .. Rest], range, newestFirst, most, 0);

    /// <summary>The id that stands so many entries away in this index, whatever else is asked for: the further off, the fewer there are.</summary>
    public Statement Depth(IdRange range, bool newestFirst, int entries) => Of(From, Lead, range, newestFirst, 1, entries);

    private Statement Of(string from, Condition[] where, IdRange range, bool newestFirst, int most, int skip)
    {
        var sql = new StringBuilder($"""SELECT {Id} AS "Value" FROM {from} WHERE """);
        List<object> values = [];
        foreach (var condition in (Condition[])[.. where, new($"{Id} > ?", range.After), new($"{Id} < ?", range.Before)])
        {
            sql.Append(values.Count == 0 ? "" : " AND ").Append(condition.Text.Replace("?", Place(values.Count), StringComparison.Ordinal));
            values.Add(condition.Value);
        }
        sql.Append(CultureInfo.InvariantCulture, $" ORDER BY {Id} {(newestFirst ? "DESC" : "ASC")} LIMIT {Place(values.Count)} OFFSET {Place(values.Count + 1)}");
        return new(sql.ToString(), [.. values, most, skip]);
    }

    private static string Place(int number) => string.Create(CultureInfo.InvariantCulture, $"{{{number}}}");
}

/// <param name="Text">With a question mark for the value.</param>
internal sealed record Condition(string Text, object Value);

internal sealed record Statement(string Sql, object[] Values);

/// <summary>Both ends are outside.</summary>
internal readonly record struct IdRange(long After, long Before)
{
    public static readonly IdRange All = new(0, long.MaxValue);

    public bool IsEmpty => Before - 1 <= After;

    public IdRange And(IdRange other) => new(Math.Max(After, other.After), Math.Min(Before, other.Before));
}
