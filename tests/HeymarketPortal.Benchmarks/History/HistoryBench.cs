using System.Diagnostics;
using System.Globalization;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.History;
using HeymarketPortal.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Benchmarks;

/// <summary>
/// The portal's own queries of the history beside the same rows by hand-written SQL, in turn, in one run, with a million sends and with a
/// tenth of them.
/// </summary>
internal static class HistoryBench
{
    private const double MostTimesBare = 2, MostMillisecondsMore = 2, MostGrowth = 1.3;
    // What the runtime compiles better after a while belongs to no case.
    private const int WarmUp = 40, Blocks = 5, RunsOfABlock = 60;
    // A case that takes long is asked less often.
    private static readonly TimeSpan LongestBlock = TimeSpan.FromSeconds(2);

    /// <param name="folder">Where the seeded databases are, or are made to stay; null: made for this run.</param>
    /// <returns>False when an aim was missed.</returns>
    /// <param name="only">A part of the names of the questions that are asked.</param>
    public static async Task<bool> RunAsync(string? folder, string only = "")
    {
        using var workshop = folder is null ? new Workshop() : null;
        string[] files = [.. await Task.WhenAll(((int[])[Seed.Million / 10, Seed.Million]).Select(async rows =>
        {
            var file = workshop?.Path($"{rows}.db") ?? Path.Combine(folder!, $"{rows}.db");
            if (!File.Exists(file))
            {
                await Seed.RunAsync(file, rows);
            }
            return file;
        }))];
        using var tenth = new Side(files[0], only);
        using var million = new Side(files[1], only);
        List<HistoryResult> results = [];
        for (var round = 0; round < WarmUp; round++)
        {
            foreach (var (less, more) in tenth.Cases.Zip(million.Cases))
            {
                tenth.Bare.Read(less, HistoryQueries.Window);
                await tenth.AskAsync(less);
                million.Bare.Read(more, HistoryQueries.Window);
                await million.AskAsync(more);
            }
        }
        foreach (var (less, more) in tenth.Cases.Zip(million.Cases))
        {
            results.Add(await MeasureAsync((tenth, less), (million, more)));
            Console.Error.Write('.');
        }
        Console.Error.WriteLine();
        Show(results);
        return results.TrueForAll(result => result.IsNearBare && result.IsSteady);
    }

    private static async Task<HistoryResult> MeasureAsync((Side Side, HistoryCase Asked) less, (Side Side, HistoryCase Asked) more)
    {
        List<double> bare = [], portal = [], tenth = [];
        var (rows, fewer) = (0, 0);
        for (var block = 0; block <= Blocks; block++)
        {
            List<double> bareOf = [], portalOf = [], tenthOf = [];
            for (var watch = Stopwatch.StartNew(); portalOf.Count < RunsOfABlock && (watch.Elapsed < LongestBlock || portalOf.Count < 10);)
            {
                var (time, ids) = more.Side.Bare.Read(more.Asked, more.Asked.Counted ? HistoryQueries.CountedTo + 1 : HistoryQueries.Window);
                bareOf.Add(time);
                (time, var found) = await more.Side.AskAsync(more.Asked);
                portalOf.Add(time);
                (time, var few) = await less.Side.AskAsync(less.Asked);
                tenthOf.Add(time);
                if (!ids.SequenceEqual(found))
                {
                    throw new InvalidOperationException($"{more.Asked.Name}: the portal and the bare statement name different rows.");
                }
                (rows, fewer) = more.Asked.Counted ? ((int)found[0], (int)few[0]) : (found.Count, few.Count);
            }
            // The first block warms up.
            if (block > 0)
            {
                bare.Add(Percentile(bareOf));
                portal.Add(Percentile(portalOf));
                tenth.Add(Percentile(tenthOf));
            }
        }
        // What else the machine does only ever adds to it.
        return new(more.Asked, rows, fewer, bare.Min(), portal.Min(), tenth.Min());
    }

    private static void Show(List<HistoryResult> results)
    {
        Console.WriteLine($"p95 of {RunsOfABlock} runs in milliseconds, the quietest of {Blocks} such; the largest of three teams, {Environment.ProcessorCount} processors, the databases in the system's cache");
        Table.Print(["Question", "Rows", "Bare SQL", "Portal", "Ratio", "Verdict", "Rows of a tenth", "Portal", "Growth", "Verdict"],
        [
            .. results.Select(r => new[]
            {
                r.Asked.Name, $"{r.Rows:N0}", Number(r.Bare), Number(r.Portal), Number(r.Portal / r.Bare), r.IsNearBare ? "held" : "SHORT",
                $"{r.Fewer:N0}", Number(r.Tenth), Number(r.Portal / r.Tenth), r.Asked.Grows ? "excepted" : r.IsSteady ? "held" : "SHORT",
            }),
        ]);
        Console.WriteLine($"Aims: at most {MostTimesBare} times the bare statement or {MostMillisecondsMore} ms more; {Seed.Million:N0} sends at most {Number(MostGrowth)} times a tenth of them, where a question is no rare intersection.");
        Console.WriteLine(results.TrueForAll(r => r.IsNearBare && r.IsSteady) ? "All held." : "SHORT OF AN AIM.");
    }

    private static double Percentile(List<double> times) => times.Order().ElementAt((int)Math.Ceiling(times.Count * .95) - 1);

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private sealed record HistoryResult(HistoryCase Asked, int Rows, int Fewer, double Bare, double Portal, double Tenth)
    {
        public bool IsNearBare => Portal <= Bare * MostTimesBare || Portal <= Bare + MostMillisecondsMore;
        public bool IsSteady => Asked.Grows || Portal <= Tenth * MostGrowth;
    }

    /// <summary>A seeded database, asked in both ways.</summary>
    private sealed class Side : IDisposable
    {
        private readonly ServiceProvider _services;
        private readonly HistoryQueries _queries;
        private readonly long _team;

        public Side(string file, string only)
        {
            Bare = new(file);
            _team = HistoryCases.TeamOf(Bare.Connection);
            Cases = HistoryCases.Of(Bare.Connection, _team).FindAll(asked => asked.Name.Contains(only, StringComparison.OrdinalIgnoreCase));
            _services = Seed.ServicesFor(file);
            _queries = new(_services.GetRequiredService<Database>());
        }

        public BareSql Bare { get; }
        public List<HistoryCase> Cases { get; }

        public async Task<(double Time, List<long> Ids)> AskAsync(HistoryCase asked)
        {
            var watch = Stopwatch.StartNew();
            if (asked.Counted)
            {
                var count = await _queries.CountAsync(_team, asked.Filter, default);
                return (watch.Elapsed.TotalMilliseconds, [count]);
            }
            var rows = await _queries.ReadAsync(_team, asked.Filter, asked.Before, default);
            return (watch.Elapsed.TotalMilliseconds, rows.ConvertAll(row => row.Id));
        }

        public void Dispose()
        {
            Bare.Dispose();
            _services.Dispose();
        }
    }
}
