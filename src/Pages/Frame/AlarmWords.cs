using System.Globalization;
using HeymarketPortal.Data;

namespace HeymarketPortal.Pages.Frame;

/// <summary>What keeps texts from leaving, in words.</summary>
public static class AlarmWords
{
    /// <summary>"Priya Nair stopped sending at 10:44"; with its day where that is another one.</summary>
    public static string Stopped(TeamStop stop, TimeZoneInfo zone, DateTimeOffset now)
    {
        var there = TimeZoneInfo.ConvertTime(stop.At, zone);
        var when = there.Date == TimeZoneInfo.ConvertTime(now, zone).Date ? $"at {there:HH:mm}" : there.ToString("'on' d MMM 'at' HH:mm", CultureInfo.CurrentCulture);
        return $"{stop.By ?? "Somebody"} stopped sending {when}";
    }

    public static string Key(FrameKey key) => key.LastFour.Length > 0
        ? $"{key.Label}: the API key ending {key.LastFour} needs attention"
        : $"The API key {key.Label} needs attention";

    public static string Held(int count) => count switch
    {
        0 => "Nothing is held yet.",
        1 => "1 text is held.",
        _ => $"{count.ToString("N0", CultureInfo.CurrentCulture)} texts are held.",
    };

    /// <summary>What a resume would do, before it is done.</summary>
    public static IReadOnlyList<string> Resume(HeldCount held, bool keyWorks) => (held, keyWorks) switch
    {
        ({ All: 0 }, true) => ["Nothing is held. What is sent from now on leaves at once."],
        ({ All: 0 }, false) => ["Nothing is held. The API key does not work: what is sent from now on is held until it does."],
        (_, false) => ["The API key does not work: everything stays held until it does."],
        ({ Asks: 0 }, _) => [$"{Texts(held.GoesOn)} will leave at once."],
        ({ GoesOn: 0 }, _) => [Decides(held.Asks)],
        _ => [$"{Texts(held.GoesOn)} will leave at once.", Decides(held.Asks)],
    };

    private static string Decides(int asks) =>
        $"{Texts(asks)} {(asks == 1 ? "was" : "were")} held for more than 30 minutes, or for another Heymarket account. Somebody decides in the Outbox under Waiting: Send now or Cancel.";

    private static string Texts(int count) => count == 1 ? "1 text" : $"{count.ToString("N0", CultureInfo.CurrentCulture)} texts";
}
