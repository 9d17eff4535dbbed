using System.Buffers;
using System.Globalization;
using System.Text;

namespace HeymarketPortal.Pages.History;

/// <summary>
/// Text inside a cell. What XML cannot hold stands as <c>_x0007_</c>, which spreadsheets turn back (ISO/IEC 29500, ST_Xstring), and what only
/// looks like that is written so that it stays what it is.
/// </summary>
internal static class XlsxText
{
    // A spreadsheet calls a file with a longer cell damaged.
    public const int Longest = 32_767;

    // A carriage return is legal, but XML readers make a line feed of it.
    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c).Except(['\t', '\n']), '<', '>', '&', '_', '\uFFFE', '\uFFFF']);

    public static void Write(IBufferWriter<byte> to, ReadOnlySpan<char> text)
    {
        var cut = text.Length > Longest;
        if (cut)
        {
            text = text[..(char.IsHighSurrogate(text[Longest - 2]) ? Longest - 2 : Longest - 1)];
        }
        while (text.IndexOfAny(Special) is >= 0 and var at)
        {
            Encoding.UTF8.GetBytes(text[..at], to);
            Escape(to, text[at..]);
            text = text[(at + 1)..];
        }
        // Half of a surrogate pair is no character: it becomes U+FFFD here as it does in the database.
        Encoding.UTF8.GetBytes(text, to);
        if (cut)
        {
            to.Write("…"u8);
        }
    }

    private static void Escape(IBufferWriter<byte> to, ReadOnlySpan<char> rest)
    {
        switch (rest[0])
        {
            case '<':
                to.Write("&lt;"u8);
                break;
            case '>':
                to.Write("&gt;"u8);
                break;
            case '&':
                to.Write("&amp;"u8);
                break;
            case '_' when !LooksEscaped(rest):
                to.Write("_"u8);
                break;
            case var c:
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"_x{(int)c:X4}_"), to);
                break;
        }
    }

    private static bool LooksEscaped(ReadOnlySpan<char> rest) =>
        rest.Length >= 7 && rest[1] == 'x' && rest[6] == '_' && char.IsAsciiHexDigit(rest[2]) && char.IsAsciiHexDigit(rest[3]) && char.IsAsciiHexDigit(rest[4]) && char.IsAsciiHexDigit(rest[5]);
}
