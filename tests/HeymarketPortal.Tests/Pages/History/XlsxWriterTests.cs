using System.IO.Compression;
using System.Xml.Linq;
using HeymarketPortal.Pages.History;
using MiniExcelLibs;

namespace HeymarketPortal.Tests.Pages.History;

public sealed class XlsxWriterTests
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly DateTimeOffset Made = new(2026, 11, 23, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Whatever_is_written_is_read_back()
    {
        using var file = await WriteAsync([.. HostileTexts.All.Select(text => new[] { "1", text, "end" })]);

        var read = MiniExcel.Query(file, useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();

        Assert.Equal(HostileTexts.All, read.Select(row => (string)row["Column 1"]!));
        Assert.All(read, row => Assert.Equal(("1", "end"), ((string)row["Column 0"]!, (string)row["Column 2"]!)));
    }

    [Fact]
    public async Task Every_cell_is_text_in_the_format_of_text_and_there_is_no_formula()
    {
        using var file = await WriteAsync([.. HostileTexts.All.Append("9223372036854775807").Select(text => new[] { text })]);
        using var archive = new ZipArchive(file);
        var cells = Part(archive, "xl/worksheets/sheet1.xml").Descendants(Main + "c").ToList();

        Assert.Equal(HostileTexts.All.Length + 2, cells.Count);
        Assert.All(cells, cell => Assert.Equal("inlineStr", (string?)cell.Attribute("t")));
        Assert.All(cells.Skip(1), cell => Assert.Equal("1", (string?)cell.Attribute("s")));
        Assert.Empty(Part(archive, "xl/worksheets/sheet1.xml").Descendants(Main + "f"));
        Assert.Equal("49", (string?)Part(archive, "xl/styles.xml").Descendants(Main + "cellXfs").Single().Elements().ElementAt(1).Attribute("numFmtId"));
    }

    [Fact]
    public async Task A_full_sheet_is_followed_by_the_next_which_names_its_columns_too()
    {
        using var file = await WriteAsync([.. Enumerable.Range(1, 7).Select(n => new[] { $"row {n}" })], fullSheet: 4);

        Assert.Equal(["History 1", "History 2", "History 3"], MiniExcel.GetSheetNames(file));
        Assert.Equal(
            [["row 1", "row 2", "row 3"], ["row 4", "row 5", "row 6"], ["row 7"]],
            MiniExcel.GetSheetNames(file).Select(sheet => MiniExcel.Query(file, useHeaderRow: true, sheetName: sheet).Cast<IDictionary<string, object>>().Select(row => (string)row["Column 0"]).ToArray()));
        Assert.True(XlsxWriter.FullSheet < 1_048_576);
    }

    [Fact]
    public async Task Empty_cells_keep_the_others_in_their_columns_and_a_table_without_rows_is_whole()
    {
        using var file = await WriteAsync([[null, "b", ""]]);
        var row = (IDictionary<string, object?>)Assert.Single(MiniExcel.Query(file, useHeaderRow: true));
        Assert.Equal([null, "b", null], row.Values);

        using var empty = new MemoryStream();
        using var writer = new XlsxWriter(empty, Made);
        await writer.BeginAsync(["Time"], default);
        await writer.EndAsync(default);
        Assert.Equal("History", Assert.Single(MiniExcel.GetSheetNames(empty)));
    }

    [Fact]
    public async Task A_text_longer_than_a_cell_is_cut_visibly_and_never_through_a_character()
    {
        using var file = await WriteAsync([["a" + string.Concat(Enumerable.Repeat("👋", 20_000))], [new string('b', 32_767)]]);
        var read = MiniExcel.Query(file, useHeaderRow: true).Cast<IDictionary<string, object>>().Select(row => (string)row["Column 0"]).ToArray();

        Assert.Equal("a" + string.Concat(Enumerable.Repeat("👋", 16_382)) + "…", read[0]);
        Assert.Equal(new string('b', 32_767), read[1]);
    }

    [Fact]
    public async Task Half_of_a_pair_becomes_a_replacement_and_the_file_stays_readable()
    {
        using var file = await WriteAsync([["\ud83d and \udc4b\ude00"]]);

        Assert.Equal("\ufffd and \ufffd\ufffd", ((IDictionary<string, object>)MiniExcel.Query(file, useHeaderRow: true).Single())["Column 0"]);
    }

    private static async Task<MemoryStream> WriteAsync(string?[][] rows, int fullSheet = XlsxWriter.FullSheet)
    {
        var output = new MemoryStream();
        using var file = new XlsxWriter(new OneWay(output), Made, fullSheet);
        await file.BeginAsync([.. rows[0].Select((_, i) => $"Column {i}")], default);
        foreach (var row in rows)
        {
            await file.RowAsync(row, default);
        }
        await file.EndAsync(default);
        output.Position = 0;
        return output;
    }

    private static XDocument Part(ZipArchive archive, string name)
    {
        using var part = archive.GetEntry(name)!.Open();
        return XDocument.Load(part);
    }

    /// <summary>Like an answer under way: nobody can go back in it, and nobody may write to it without waiting.</summary>
    private sealed class OneWay(Stream inner) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() => throw new NotSupportedException();
        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Write(ReadOnlySpan<byte> buffer) => throw new NotSupportedException();
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);
        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
