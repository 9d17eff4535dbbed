using System.Globalization;

namespace HeymarketPortal.Pages.Browse;

/// <summary>
/// Reads what stands behind the question mark of an address. Addresses are typed, shortened and forwarded, and a date field gives
/// years of six digits while somebody types: what cannot be read counts as absent and stops no page.
/// </summary>
public static class AddressValue
{
    /// <summary>What a switch says in the address while it is on; it is not there while off.</summary>
    public const string Yes = "yes";

    public static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A day as <c>2026-11-23</c>, with a midnight in every time zone and a day after it.</summary>
    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999 ? day : null;
}
