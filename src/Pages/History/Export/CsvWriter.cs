using System.Buffers;
using System.Text;

namespace HeymarketPortal.Pages.History;

/// <summary>
/// CSV as RFC 4180 has it, UTF-8 with a byte order mark. Spreadsheets guess what a cell means; what they would change or run gets an
/// apostrophe in front, and so does what begins with one, so that taking one off gives back every cell exactly.
/// </summary>
internal sealed class CsvWriter(Stream output) : TableWriter(output)
{
    // Longer whole numbers are shown as 9.2E+18 and rounded.
    private const int LongestNumber = 11;

    // The wide ones mean the same to a spreadsheet set to Chinese or Japanese.
    private static readonly SearchValues<char> Starts = SearchValues.Create("=+-@\t\r\n'＝＋－＠");
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\"\t\r\n");
    private static readonly SearchValues<char> OfPhoneNumbers = SearchValues.Create("+0123456789 ");

    public override async Task BeginAsync(string[] columns, CancellationToken stop)
    {
        Buffer.Write(Encoding.UTF8.Preamble);
        await RowAsync(columns, stop);
    }

    public override ValueTask RowAsync(string?[] cells, CancellationToken stop)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
            {
                Buffer.Write(","u8);
            }
            Cell(cells[i]);
        }
        Buffer.Write("\r\n"u8);
        return PassOnAsync(stop);
    }

    public override async Task EndAsync(CancellationToken stop) => await EmptyAsync(stop);

    public override void Dispose() { }

    private void Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }
        var quoted = text.AsSpan().ContainsAny(Quoted) || text[0] == ' ' || text[^1] == ' ';
        Buffer.Write(quoted ? "\""u8 : default);
        Buffer.Write(IsChanged(text) ? "'"u8 : default);
        Encoding.UTF8.GetBytes(quoted ? text.Replace("\"", "\"\"", StringComparison.Ordinal) : text, Buffer);
        Buffer.Write(quoted ? "\""u8 : default);
    }

    private static bool IsChanged(string text)
    {
        if (Starts.Contains(text[0]))
        {
            // "+1 510 555 0142" stays as people know it: a plus, digits and blanks compute nothing.
            return !IsPhoneNumber(text);
        }
        return char.IsAsciiDigit(text[0]) && (text.Length > LongestNumber || (text[0] == '0' && text.Length > 1)) && !text.AsSpan().ContainsAnyExceptInRange('0', '9');
    }

    private static bool IsPhoneNumber(string text) =>
        text.Length > 1 && text[0] == '+' && char.IsAsciiDigit(text[1]) && text.Contains(' ') && text.LastIndexOf('+') == 0 && !text.AsSpan().ContainsAnyExcept(OfPhoneNumbers);
}
