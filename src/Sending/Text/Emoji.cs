using System.Text;

namespace HeymarketPortal.Sending;

/// <summary>Tells pictures from letters and signs, well enough to name them.</summary>
internal static class Emoji
{
    /// <summary>Below U+1F000 only these are drawn as pictures unasked (Unicode's Emoji_Presentation).</summary>
    private const string DrawnUnasked =
        "⌚⌛⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕";

    private const char EmojiStyle = '\uFE0F';

    /// <param name="cluster">One grapheme cluster.</param>
    public static bool Is(string cluster) =>
        Rune.TryGetRuneAt(cluster, 0, out var first)
        && (first.Value is >= 0x1F000 and < 0x1FB00
            || (first.IsBmp && DrawnUnasked.Contains((char)first.Value, StringComparison.Ordinal))
            || (cluster.Length > 1 && cluster.Contains(EmojiStyle, StringComparison.Ordinal)));
}
