using System.Globalization;

namespace HeymarketPortal.Crash;

/// <summary>A request as the upstream saw it.</summary>
/// <param name="Send">Else a read.</param>
/// <param name="At">Milliseconds on the upstream's own steady clock.</param>
internal sealed record Arrival(int Account, bool Send, long At)
{
    private const long Minute = 60_000;

    public string Line => string.Create(CultureInfo.InvariantCulture, $"{Account} {(Send ? "send" : "read")} {At}");

    public static IReadOnlyList<Arrival> Read(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        List<Arrival> all = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(' ') is [var account, var kind, var at])
            {
                all.Add(new(int.Parse(account, CultureInfo.InvariantCulture), kind == "send", long.Parse(at, CultureInfo.InvariantCulture)));
            }
        }
        return all;
    }

    /// <summary>The most that arrived within any 60 s.</summary>
    public static int MostInAMinute(IReadOnlyList<Arrival> inOrder)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < inOrder.Count; last++)
        {
            while (inOrder[last].At - inOrder[first].At >= Minute)
            {
                first++;
            }
            most = Math.Max(most, last - first + 1);
        }
        return most;
    }
}
