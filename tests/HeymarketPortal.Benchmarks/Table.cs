namespace HeymarketPortal.Benchmarks;

internal static class Table
{
    /// <summary>The first column is text, the last is a number and ends at the right.</summary>
    public static void Print(string[] head, string[][] rows)
    {
        var widths = head.Select((title, column) => rows.Select(row => row[column].Length).Append(title.Length).Max()).ToArray();
        Line(head);
        Line([.. widths.Select(width => new string('-', width))]);
        Array.ForEach(rows, Line);

        void Line(string[] cells) => Console.WriteLine("  " + string.Join("  ", cells.Select((cell, column) =>
            column == cells.Length - 1 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))));
    }

    public static void Verdict(string what, double found, double most, Func<double, string> show) =>
        Console.WriteLine($"{what}: {show(found)}. Aim: at most {show(most)}. {(found <= most ? "Held." : "SHORT OF THE AIM.")}");
}
