using System.Buffers;

namespace HeymarketPortal.Sending;

/// <summary>The characters that every phone's oldest alphabet has (3GPP TS 23.038, default alphabet and its extension table).</summary>
internal static class Gsm7
{
    private const string Default =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
        "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /// <summary>Each goes out as an escape and a second unit, which stay together.</summary>
    private const string Extension = "\f^{}\\[~]|€";

    private static readonly SearchValues<char> All = SearchValues.Create(Default + Extension);
    private static readonly SearchValues<char> Escaped = SearchValues.Create(Extension);

    public static bool Holds(char c) => All.Contains(c);
    public static bool Holds(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(All);

    /// <param name="c">A character that the alphabet holds.</param>
    public static int Units(char c) => Escaped.Contains(c) ? 2 : 1;
}
