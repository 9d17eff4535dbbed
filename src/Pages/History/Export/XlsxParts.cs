using System.Globalization;

namespace HeymarketPortal.Pages.History;

/// <summary>What stands around the rows of a workbook.</summary>
internal static class XlsxParts
{
    private const string Head = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    public static string SheetName(int number) => string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{number}.xml");

    /// <summary>The names of the columns stay in sight; a message gets more room than the rest.</summary>
    public static string SheetStart(string[] columns) => $"""
        {Head}<worksheet xmlns="{Main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{string.Concat(columns.Select(Column))}</cols><sheetData>
        """;

    public static string SheetEnd(int columns, int rows) =>
        string.Create(CultureInfo.InvariantCulture, $"""</sheetData><autoFilter ref="A1:{(char)('A' + columns - 1)}{rows}"/></worksheet>""");

    /// <summary>Every part but the sheets.</summary>
    public static (string Name, string Content)[] Of(int sheets)
    {
        var numbers = Enumerable.Range(1, sheets).ToArray();
        return
        [
            ("xl/styles.xml", Styles),
            ("xl/workbook.xml", $"""
                {Head}<workbook xmlns="{Main}" xmlns:r="{Relationships}"><sheets>{Each(numbers, n => $"""<sheet name="{(sheets == 1 ? "History" : $"History {n}")}" sheetId="{n}" r:id="rId{n}"/>""")}</sheets></workbook>
                """),
            ("xl/_rels/workbook.xml.rels", $"""
                {Head}<Relationships xmlns="{Package}/relationships">{Each(numbers, n => $"""<Relationship Id="rId{n}" Type="{Relationships}/worksheet" Target="worksheets/sheet{n}.xml"/>""")}<Relationship Id="rId{sheets + 1}" Type="{Relationships}/styles" Target="styles.xml"/></Relationships>
                """),
            ("_rels/.rels", $"""
                {Head}<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>
                """),
            ("[Content_Types].xml", $"""
                {Head}<Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Kind}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Kind}.styles+xml"/>{Each(numbers, n => $"""<Override PartName="/{SheetName(n)}" ContentType="{Kind}.worksheet+xml"/>""")}</Types>
                """),
        ];
    }

    // 1: text (49), which stays text when somebody edits the cell. 2: the names of the columns.
    private const string Styles = $"""
        {Head}<styleSheet xmlns="{Main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
        """;

    private static string Column(string name, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"""<col min="{index + 1}" max="{index + 1}" width="{Width(name)}" customWidth="1"/>""");

    private static int Width(string name) => name switch
    {
        ExportColumns.Message => 60,
        ExportColumns.Time or ExportColumns.Recipient => 26,
        ExportColumns.LocalId => 38,
        _ => 16,
    };

    private static string Each(int[] numbers, Func<int, string> markup) => string.Concat(numbers.Select(markup));
}
