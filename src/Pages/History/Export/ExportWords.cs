using System.Globalization;

namespace HeymarketPortal.Pages.History;

/// <summary>How far an export is, or how it ended, in one line.</summary>
internal static class ExportWords
{
    public static string Of(ExportRun run, DateTimeOffset now)
    {
        var rows = string.Create(CultureInfo.CurrentCulture, $"{run.Rows:N0} {(run.Rows == 1 ? "row" : "rows")}");
        return run.State switch
        {
            ExportState.Running => run.Left(now) is { } left ? $"{rows}, {Left(left)} left" : rows,
            ExportState.Done => $"Exported {rows}",
            ExportState.Cancelled => $"Export cancelled after {rows}. The file is not whole.",
            _ => $"The export broke off after {rows}. The file is not whole: export again.",
        };
    }

    private static string Left(TimeSpan left) => left.TotalSeconds < 90
        ? string.Create(CultureInfo.CurrentCulture, $"about {Math.Max(1, (int)Math.Ceiling(left.TotalSeconds))} s")
        : string.Create(CultureInfo.CurrentCulture, $"about {(int)Math.Round(left.TotalMinutes)} min");
}
