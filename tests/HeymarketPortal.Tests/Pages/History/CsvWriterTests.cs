using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using HeymarketPortal.Pages.History;

namespace HeymarketPortal.Tests.Pages.History;

public sealed class CsvWriterTests
{
    private static readonly CsvConfiguration Plain = new(CultureInfo.InvariantCulture) { HasHeaderRecord = false };

    [Fact]
    public async Task Whatever_is_written_is_read_back_after_one_apostrophe_is_taken_off()
    {
        var rows = await RoundAsync([.. HostileTexts.All.Select(text => new[] { "1", text, "end" })]);

        Assert.Equal(HostileTexts.All, rows.Select(row => row[1].StartsWith('\'') ? row[1][1..] : row[1]));
        Assert.All(rows, row => Assert.Equal(("1", "end", 3), (row[0], row[2], row.Length)));
    }

    [Fact]
    public async Task Nothing_in_it_is_computed_by_a_spreadsheet()
    {
        var rows = await RoundAsync([.. HostileTexts.All.Select(text => new[] { text })]);

        Assert.DoesNotContain(rows, row => HostileTexts.IsComputed(row[0]));
    }

    [Theory]
    [InlineData("+1 510 555 0142", "+1 510 555 0142")]
    [InlineData("+1 510 555 0142 +1", "'+1 510 555 0142 +1")]
    [InlineData("+15105550142", "'+15105550142")]
    [InlineData("12345678901", "12345678901")]
    [InlineData("123456789012", "'123456789012")]
    [InlineData("9223372036854775807", "'9223372036854775807")]
    [InlineData("007", "'007")]
    [InlineData("2026-11-23T07:00:00-08:00", "2026-11-23T07:00:00-08:00")]
    public async Task An_apostrophe_stands_only_before_what_a_spreadsheet_would_change(string text, string written)
    {
        Assert.Equal(written, (await RoundAsync([[text]]))[0][0]);
    }

    [Fact]
    public async Task It_begins_with_the_mark_that_tells_spreadsheets_it_is_UTF_8_and_half_a_pair_becomes_a_replacement()
    {
        var bytes = await WriteAsync([["a\ud83d"]]);

        Assert.Equal(Encoding.UTF8.Preamble, bytes.AsSpan(0, 3));
        Assert.EndsWith("a\ufffd\r\n", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    private static async Task<List<string[]>> RoundAsync(string[][] rows)
    {
        using var reader = new CsvParser(new StreamReader(new MemoryStream(await WriteAsync(rows))), Plain);
        List<string[]> read = [];
        while (await reader.ReadAsync())
        {
            read.Add(reader.Record!);
        }
        return read[1..];
    }

    private static async Task<byte[]> WriteAsync(string[][] rows)
    {
        using var output = new MemoryStream();
        using var file = new HeymarketPortal.Pages.History.CsvWriter(output);
        await file.BeginAsync([.. rows[0].Select((_, i) => $"Column {i}")], default);
        foreach (var row in rows)
        {
            await file.RowAsync(row, default);
        }
        await file.EndAsync(default);
        return output.ToArray();
    }
}
