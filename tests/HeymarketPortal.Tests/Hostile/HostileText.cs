namespace HeymarketPortal.Tests.Hostile;

/// <summary>Texts that break what was written for names and numbers. The same seed gives the same ones again.</summary>
public sealed class HostileText(int seed)
{
    private static readonly string[] Fixed =
    [
        "", " ", "\0", "a\0b", "\u0001\u0002\u001f\u007f", "\r\n\r\nSet-Cookie: a=b", "\t", "\u0085\u2028\u2029",
        "\u202e\u202dtxet\u202c", "\u2066\u2067\u2069\u200f", "\ufeff", "\u200b\u200d", "\ud83d", "\udc00\ud83d", "e\u0301\u0301\u0301\u0301", "👩‍👩‍👧‍👦", "İıſß",
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</textarea>", "{{constructor}}", "${7*7}", "javascript:alert(1)",
        "' OR '1'='1", "\"; DROP TABLE \"Sends\"; --", "%", "_", "%00", "%c0%ae", "../../../../etc/passwd", "a*b", "NEAR(a b)", "\"", "^", "()",
        "=1+1", "+1", "-1", "@SUM(A1)", "|calc", "NaN", "Infinity", "-0", "1e400", "0x1F", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
        "18446744073709551616", "00000000000000000000000001", "1,5", "1.5", "١٢٣", "true", "null", "undefined", "[]", "{}", "0001-01-01", "9999-12-31", "2026-02-30", "2026-11-24T25:61:61Z",
        "-0001-01-01", "+10000-01-01", "/", "//evil.example", "http://[::1", "https://a.example/" , "\\\\server\\share", "con", "a@b", "a@@b.example", "@", "a@b.example\nBcc: c@d.example",
    ];

    private readonly Random _random = new(seed);

    public string Next() => _random.Next(8) switch
    {
        0 => new string((char)_random.Next(32, 0x3000), _random.Next(1, 200)),
        1 => string.Concat(Enumerable.Range(0, _random.Next(1, 60)).Select(_ => (char)_random.Next(0, 0x10000))),
        2 => string.Concat(Enumerable.Range(0, _random.Next(2, 5)).Select(_ => Fixed[_random.Next(Fixed.Length)])),
        3 => new string("9a😀"[_random.Next(2)], _random.Next(1_000, 20_000)),
        _ => Fixed[_random.Next(Fixed.Length)],
    };

    public int Below(int end) => _random.Next(end);

    public bool OneIn(int times) => _random.Next(times) == 0;
}
