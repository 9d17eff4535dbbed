using System.Globalization;

namespace HeymarketPortal.Sending;

/// <summary>Reads what stands in a field.</summary>
internal static class Typed
{
    /// <returns>Null when it is not a whole number above nothing.</returns>
    public static long? Id(string? typed) =>
        long.TryParse(typed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;

    public static string? Words(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    /// <summary>The numbers of a group that can be read, each once, in the order given.</summary>
    public static List<string> Numbers(SendForm form) =>
        [.. form.Numbers.Select(number => PhoneNumber.Read(number).Digits).OfType<string>().Distinct()];
}
