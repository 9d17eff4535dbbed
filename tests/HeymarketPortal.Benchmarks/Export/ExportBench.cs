using System.Diagnostics;
using System.Globalization;
using HeymarketPortal.Tests;
using Microsoft.Data.Sqlite;

namespace HeymarketPortal.Benchmarks;

/// <summary>
/// A team's whole history of a million sends as a file, from the published portal over HTTP, beside the same columns from the sqlite3 shell,
/// which converts no time, escapes no formula, and asks nobody whether they may.
/// </summary>
internal static class ExportBench
{
    private const int Runs = 3;
    private const double MostTimesShell = 4.0;
    private const double MostMegabytes = 50;

    public static async Task RunAsync()
    {
        using var folder = new Workshop();
        Console.WriteLine($"Publishing the portal and seeding {Seed.Million:N0} sends of one team …");
        var portal = await Publishing.PortalAsync(folder);
        await portal.FirstAnswerAsync(); // Makes the database and the administrator, who becomes an Admin of the seeded team.
        var file = folder.Path("portal.db");
        await Seed.RunAsync(file, Seed.Million, alone: true);
        var (teamId, slug) = Team(file);
        var rows = await portal.WhileRunningAsync(async (address, process) =>
        {
            using var browser = new PortalClient(address) { Timeout = Timeout.InfiniteTimeSpan };
            using var signedIn = await browser.SignInAsync();
            // What is compiled and opened once does not belong to the million.
            await DownloadAsync(browser, process, $"/t/{slug}/history/export?from=2026-11-01");
            List<(string Name, Measure Taken)> taken = [];
            for (var run = 0; run < Runs; run++)
            {
                taken.Add(("sqlite3 -csv", await ShellAsync(file, teamId)));
                taken.Add(("portal, CSV", await DownloadAsync(browser, process, $"/t/{slug}/history/export?format=csv")));
            }
            taken.Add(("portal, XLSX", await DownloadAsync(browser, process, $"/t/{slug}/history/export?format=xlsx")));
            return taken;
        });
        Show(rows);
    }

    private static void Show(List<(string Name, Measure Taken)> rows)
    {
        Console.WriteLine($"{Seed.Million:N0} sends of one team over HTTP, in turn, {Environment.ProcessorCount} processors, the database in the system's cache");
        Table.Print(
            ["File", "Size", "Memory at most", "Growth", "Time"],
            [.. rows.Select(row => new[] { row.Name, Megabytes(row.Taken.Bytes), Megabytes(row.Taken.Peak), Megabytes(row.Taken.Growth), $"{row.Taken.Time.TotalSeconds:0.0} s" })]);
        Table.Verdict("Ratio of the medians, CSV to the shell", Median("portal, CSV") / Median("sqlite3 -csv"), MostTimesShell, ratio => $"{ratio:0.00}");
        Table.Verdict("Growth of the portal's memory, CSV", Growth("portal, CSV"), MostMegabytes, megabytes => $"{megabytes:0} MB");
        Table.Verdict("Growth of the portal's memory, XLSX", Growth("portal, XLSX"), MostMegabytes, megabytes => $"{megabytes:0} MB");

        double Median(string name) => rows.Where(row => row.Name == name).Select(row => row.Taken.Time.TotalSeconds).Order().ElementAt(Runs / 2);
        double Growth(string name) => rows.Where(row => row.Name == name).Max(row => row.Taken.Growth) / 1024.0 / 1024.0;
    }

    private static async Task<Measure> DownloadAsync(PortalClient browser, Process portal, string path)
    {
        using var stop = new CancellationTokenSource();
        var before = Resident(portal);
        var peak = WatchAsync(portal, stop.Token);
        var start = Stopwatch.StartNew();
        using var answer = await browser.GetAsync(new Uri(browser.Address, path), HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        var bytes = await DrainAsync(await answer.Content.ReadAsStreamAsync());
        var time = start.Elapsed;
        await stop.CancelAsync();
        var most = Math.Max(await peak, before);
        return new(time, bytes, most, most - before);
    }

    private static async Task<Measure> ShellAsync(string file, long teamId)
    {
        var start = Stopwatch.StartNew();
        using var shell = Process.Start(new ProcessStartInfo("sqlite3", ["-readonly", "-csv", "-header", file, string.Create(CultureInfo.InvariantCulture, $"""
            SELECT CreatedAt, Kind, PhoneNumber, ConversationId, ConversationNumber, Targets, ListName, InboxName, SenderName, Text, TemplateName, TemplateText,
              SurveyName, SurveyQuestion, State, Delivery, MessageId, GalleryUrl, AccountName, MediaUrl, Private, LocalId,
              (SELECT group_concat(a.RequestId, ' ') FROM Attempts a WHERE a.TeamId = s.TeamId AND a.SendId = s.Id)
            FROM Sends s WHERE TeamId = {teamId} ORDER BY Id DESC
            """)]) { RedirectStandardOutput = true })!;
        var bytes = await DrainAsync(shell.StandardOutput.BaseStream);
        await shell.WaitForExitAsync();
        return new(start.Elapsed, bytes, 0, 0);
    }

    private static async Task<long> DrainAsync(Stream from)
    {
        var (buffer, sum) = (new byte[128 * 1024], 0L);
        for (int read; (read = await from.ReadAsync(buffer)) > 0;)
        {
            sum += read;
        }
        return sum;
    }

    private static async Task<long> WatchAsync(Process portal, CancellationToken stop)
    {
        var peak = 0L;
        while (!stop.IsCancellationRequested)
        {
            peak = Math.Max(peak, Resident(portal));
            await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }
        return peak;
    }

    private static long Resident(Process process)
    {
        process.Refresh();
        return process.WorkingSet64;
    }

    private static (long Id, string Slug) Team(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT TeamId, (SELECT Slug FROM Teams WHERE Id = TeamId) FROM Sends LIMIT 1";
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetString(1));
    }

    private static string Megabytes(long bytes) => bytes == 0 ? "" : $"{bytes / 1024.0 / 1024.0:N0} MB";

    private sealed record Measure(TimeSpan Time, long Bytes, long Peak, long Growth);
}
