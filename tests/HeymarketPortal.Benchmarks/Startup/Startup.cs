using HeymarketPortal.Tests;

namespace HeymarketPortal.Benchmarks;

/// <summary>What a person waits for: the start beside an empty Blazor app's, and the bytes of the first page.</summary>
internal static class Startup
{
    private const int Runs = 9;
    private const double MostTimesEmpty = 2.0;
    private const long MostBytes = 250 * 1024;

    public static async Task RunAsync()
    {
        using var folder = new Workshop();
        Console.WriteLine("Publishing an empty Blazor app and the portal …");
        var empty = await Publishing.EmptyAppAsync(folder);
        var portal = await Publishing.PortalAsync(folder);
        await portal.FirstAnswerAsync(); // Makes the database, the administrator and the team.

        await ShowStartAsync(portal, empty);
        Console.WriteLine();
        await ShowPageAsync(portal);
    }

    private static async Task ShowStartAsync(PublishedApp portal, PublishedApp empty)
    {
        await empty.FirstAnswerAsync();
        List<double> ours = [], theirs = [];
        for (var run = 0; run < Runs; run++)
        {
            theirs.Add((await empty.FirstAnswerAsync()).TotalSeconds);
            ours.Add((await portal.FirstAnswerAsync()).TotalSeconds);
        }
        Console.WriteLine($"Process start to the first 200, {Runs} runs in turn, {Environment.ProcessorCount} processors, files in the system's cache");
        Table.Print(
            ["App", "Page", "Median", "Fastest", "Slowest"],
            [Row(empty, theirs), Row(portal, ours)]);
        Table.Verdict("Ratio of the medians", Median(ours) / Median(theirs), MostTimesEmpty, ratio => $"{ratio:0.00}");
    }

    private static async Task ShowPageAsync(PublishedApp portal)
    {
        var loads = await (portal with { Settings = [.. portal.Settings, "--Sandbox:Enabled", "true"] })
            .WhileRunningAsync(PageWeight.OfTheFirstPageAsync);
        Console.WriteLine($"The first page after signing in, {loads[0].Path}, with everything that it loads, in bytes of the bodies as sent");
        Table.Print(
            ["Loads", "Encoding", "Kept", "Bytes"],
            [.. loads.Select(load => new[] { load.Path, load.Encoding, load.Immutable ? "for good" : "", $"{load.Bytes:N0}" })]);
        Table.Verdict("Sum", loads.Sum(load => load.Bytes), MostBytes, bytes => $"{bytes / 1024:0} KB");
    }

    private static string[] Row(PublishedApp app, List<double> seconds) =>
        [app.Name, app.Page, Seconds(Median(seconds)), Seconds(seconds.Min()), Seconds(seconds.Max())];

    private static string Seconds(double seconds) => $"{seconds:0.00} s";

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
