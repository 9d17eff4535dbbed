namespace HeymarketPortal.Ui;

/// <summary>Ids for wiring labels and descriptions, unique within a page.</summary>
internal static class Ids
{
    private static int _last;

    public static string Next(string prefix) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}-{Interlocked.Increment(ref _last)}");
}
