using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace HeymarketPortal.Pages.History;

/// <summary>
/// A workbook (SpreadsheetML) as a stream: every cell is text and nothing else, so that nothing is computed, rounded or read as a date, and
/// where a sheet is full the next one begins. The parts that name the sheets come last, when their number is known.
/// </summary>
internal sealed class XlsxWriter : TableWriter
{
    // The last row that a spreadsheet knows is 1,048,576.
    public const int FullSheet = 1_048_575;

    private readonly DateTimeOffset _made;
    private readonly int _fullSheet;
    // An archive writes without waiting, which an answer forbids: it writes here, and from here it is passed on.
    private readonly PassingStream _packed = new();
    private readonly ZipArchive _archive;
    private Stream? _sheet;
    private string[] _columns = [];
    private byte[][] _letters = [];
    private int _sheets;
    private int _row;

    /// <param name="made">The time that the file's parts carry.</param>
    /// <param name="fullSheet">Rows of a sheet, with the names of the columns.</param>
    public XlsxWriter(Stream output, DateTimeOffset made, int fullSheet = FullSheet) : base(output)
    {
        (_made, _fullSheet) = (made, fullSheet);
        _archive = new(_packed, ZipArchiveMode.Create, leaveOpen: true);
    }

    public override async Task BeginAsync(string[] columns, CancellationToken stop)
    {
        (_columns, _letters) = (columns, [.. columns.Select((_, i) => (byte[])[(byte)('A' + i)])]);
        OpenSheet();
        await EmptyAsync(stop);
    }

    public override ValueTask RowAsync(string?[] cells, CancellationToken stop)
    {
        if (_row == _fullSheet)
        {
            CloseSheet();
            OpenSheet();
        }
        Row(cells, "1");
        return PassOnAsync(stop);
    }

    public override async Task EndAsync(CancellationToken stop)
    {
        CloseSheet();
        foreach (var (name, content) in XlsxParts.Of(_sheets))
        {
            using var part = Open(name);
            part.Write(Encoding.UTF8.GetBytes(content));
        }
        _archive.Dispose();
        await EmptyAsync(stop);
    }

    // Of a file that broke off too: what this still writes goes nowhere.
    public override void Dispose()
    {
        _sheet?.Dispose();
        _archive.Dispose();
        _packed.Dispose();
    }

    protected override ReadOnlyMemory<byte> Packed()
    {
        _sheet?.Write(Buffer.WrittenSpan);
        return _packed.Take();
    }

    private void OpenSheet()
    {
        (_sheets, _row) = (_sheets + 1, 0);
        _sheet = Open(XlsxParts.SheetName(_sheets));
        Write(XlsxParts.SheetStart(_columns));
        Row(_columns, "2");
    }

    private void CloseSheet()
    {
        Write(XlsxParts.SheetEnd(_columns.Length, _row));
        _sheet!.Write(Buffer.WrittenSpan);
        _sheet.Dispose();
        _sheet = null;
        Buffer.ResetWrittenCount();
    }

    private Stream Open(string name)
    {
        var entry = _archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = _made;
        return entry.Open();
    }

    // <row r="2"><c r="A2" s="1" t="inlineStr"><is><t xml:space="preserve">Hi</t></is></c></row>
    private void Row(string?[] cells, string style)
    {
        Span<byte> digits = stackalloc byte[10];
        (++_row).TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        var number = digits[..length];
        Buffer.Write("<row r=\""u8);
        Buffer.Write(number);
        Buffer.Write("\">"u8);
        for (var i = 0; i < cells.Length; i++)
        {
            if (string.IsNullOrEmpty(cells[i]))
            {
                continue;
            }
            Buffer.Write("<c r=\""u8);
            Buffer.Write(_letters[i]);
            Buffer.Write(number);
            Buffer.Write(style == "1" ? "\" s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"u8 : "\" s=\"2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"u8);
            XlsxText.Write(Buffer, cells[i]);
            Buffer.Write("</t></is></c>"u8);
        }
        Buffer.Write("</row>"u8);
    }

    private void Write(string markup) => Encoding.UTF8.GetBytes(markup, Buffer);
}
