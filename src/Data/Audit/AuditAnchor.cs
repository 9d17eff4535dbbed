using System.Globalization;
using System.Text.RegularExpressions;

namespace HeymarketPortal.Data;

/// <summary>
/// Where a chain ended at some time, kept outside the database: a chain whose end was cut off holds in itself, but not to this.
/// </summary>
/// <param name="Sequence">Of the last entry.</param>
/// <param name="Hash">Of the last entry, 64 hexadecimal digits.</param>
public sealed partial record AuditAnchor(long Chain, long Sequence, string Hash)
{
    /// <summary>As it stands in the log: <c>3:1042:9f86d0…</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Chain}:{Sequence}:{Hash}");

    /// <summary>Every anchor in a line of a log.</summary>
    /// <example><c>info: … Audit anchor 3:1042:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08</c></example>
    public static IEnumerable<AuditAnchor> In(string line) => Written().Matches(line).Select(match => new AuditAnchor(
        long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), long.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture), match.Groups[3].Value));

    [GeneratedRegex(@"\b([0-9]{1,18}):([0-9]{1,18}):([0-9a-f]{64})\b")]
    private static partial Regex Written();
}
