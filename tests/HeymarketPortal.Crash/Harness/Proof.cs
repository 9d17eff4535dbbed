using System.Diagnostics;
using HeymarketPortal.Tests;

namespace HeymarketPortal.Crash;

/// <summary>Publishes the portal once, and kills it through one run for each seed.</summary>
internal static class Proof
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public static async Task<bool> RunAsync(Plan plan, IEnumerable<int> seeds)
    {
        using var workshop = new Workshop();
        Console.WriteLine("Publishing the portal …");
        await Workshop.DotnetAsync(Workshop.Repository, "publish", "HeymarketPortal.csproj", "-c", "Release", "-o", workshop.Path("portal"));
        var holds = true;
        foreach (var seed in seeds)
        {
            var folder = Directory.CreateDirectory(workshop.Path($"seed-{seed}")).FullName;
            var wrongs = await RunAsync(plan, seed, new Stage(plan, seed, workshop.Path("portal"), folder), folder);
            wrongs.ForEach(wrong => Console.WriteLine($"  WRONG: {wrong}."));
            Console.WriteLine(wrongs is [] ? $"Seed {seed}: 0 lost, 0 sent twice." : $"Seed {seed}: THE PROOF FAILED.");
            holds &= wrongs is [];
        }
        return holds;
    }

    private static async Task<List<string>> RunAsync(Plan plan, int seed, Stage stage, string folder)
    {
        var clock = Stopwatch.StartNew();
        Console.WriteLine($"Seed {seed}: {plan.Count:N0} sends, {plan.Kills} kills, {plan.LatencyOf()} ms at the upstream, read-back {(plan.ReadBack ? "on" : "off")}.");
        using var upstream = await stage.StartUpstreamAsync();
        Console.WriteLine($"  {await stage.FillAsync()} ({clock.Elapsed.TotalSeconds:N0} s)");
        var ledger = new LedgerFile(stage.Database);
        var (met, cut) = await KillAsync(plan, seed, stage, ledger);
        var states = await ledger.StatesAsync();
        Console.WriteLine($"  {met} of {plan.Kills} kills met requests under way, {cut} in all; then: {Words(states)} ({clock.Elapsed.TotalSeconds:N0} s)");
        await FinishAsync(plan, stage, ledger);
        var (truth, rows) = (TruthLog.Read(stage.TruthFile), await ledger.SendsAsync());
        Console.WriteLine($"  At the end: {Words(await ledger.StatesAsync())}; the upstream accepted {truth.Count(t => t.MessageId is not null):N0} of {truth.Count:N0} requests ({clock.Elapsed.TotalSeconds:N0} s)");
        var wrongs = Comparison.Of(plan, truth, rows);
        if (await ledger.IntegrityAsync() is var integrity and not "ok")
        {
            wrongs.Add($"the database is damaged: {integrity}");
        }
        if (met * 2 < plan.Kills)
        {
            wrongs.Add("most kills met nothing; a higher --latency lets them");
        }
        return [.. wrongs, .. await ControlAsync(plan, stage, folder)];
    }

    private static async Task<(int Met, long Cut)> KillAsync(Plan plan, int seed, Stage stage, LedgerFile ledger)
    {
        var random = new Random(seed);
        var (met, cut) = (0, 0L);
        for (var kill = 0; kill < plan.Kills; kill++)
        {
            using var portal = await stage.StartPortalAsync();
            await Task.Delay(TimeSpan.FromSeconds(0.5 + 2 * random.NextDouble()));
            await portal.KillAsync();
            var underWay = (await ledger.StatesAsync()).GetValueOrDefault("Sending");
            (met, cut) = (met + (underWay > 0 ? 1 : 0), cut + underWay);
        }
        return (met, cut);
    }

    /// <summary>Lets it go on in peace until nothing moves any more.</summary>
    private static async Task FinishAsync(Plan plan, Stage stage, LedgerFile ledger)
    {
        using var portal = await stage.StartPortalAsync();
        string[] open = plan.ReadBack ? ["Scheduled", "Queued", "Held", "Sending", "Unknown"] : ["Scheduled", "Queued", "Held", "Sending"];
        var waiting = Stopwatch.StartNew();
        while (waiting.Elapsed < Patience && (await ledger.StatesAsync()).Keys.Any(open.Contains))
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
        await portal.StopAsync();
    }

    private static async Task<List<string>> ControlAsync(Plan plan, Stage stage, string folder)
    {
        var (truth, port) = (Path.Combine(folder, "control.jsonl"), Child.FreePort());
        using (await stage.StartUpstreamAsync(truth, port))
        {
            await PlainRetry.RunAsync(plan, new Uri($"http://127.0.0.1:{port}"));
        }
        var (sends, twice) = Comparison.Repeats(TruthLog.Read(truth));
        Console.WriteLine($"  For comparison, a plain retry loop: {twice:N0} of {sends:N0} sends accepted more than once ({100.0 * twice / sends:N1} %).");
        return twice > 0 ? [] : ["the plain retry loop sent nothing twice: the upstream proves nothing"];
    }

    private static string Words(Dictionary<string, long> states) => string.Join(", ", states.OrderByDescending(s => s.Value).Select(s => $"{s.Value:N0} {s.Key}"));
}
