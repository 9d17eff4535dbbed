using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using HeymarketPortal.Sending;
using HeymarketPortal.Tests;

namespace HeymarketPortal.Benchmarks;

/// <summary>The pump beside a loop that only posts: the same upstream, eight at once, in one run.</summary>
internal static class Dispatch
{
    private const int InFlight = 8;

    public static async Task RunAsync()
    {
        using var workshop = new Workshop();
        Directory.CreateDirectory(workshop.Path("data"));
        // Long enough that what the runtime compiles at first does not count.
        List<(int Latency, double Bare, double Pump)> rates = [];
        foreach (var (latency, count) in ((int, int)[])[(50, 1_200), (0, 20_000)])
        {
            rates.Add(await RatesAsync(workshop, latency, count));
        }
        Table.Print(["Upstream answers after", "bare loop", "pump", "ratio"],
            [.. rates.Select(r => new[] { $"{r.Latency} ms", PerSecond(r.Bare), PerSecond(r.Pump), (r.Pump / r.Bare).ToString("0.00", CultureInfo.InvariantCulture) })]);
        AtLeast("Ratio at 50 ms", rates[0].Pump / rates[0].Bare, 0.95);
        AtLeast("Ratio at 0 ms", rates[1].Pump / rates[1].Bare, 0.1);
        Table.Verdict("An interactive send behind 2,000 others, p95 from confirm to request", await WaitAsync(workshop), 100, ms => $"{ms:0} ms");
    }

    private static async Task<(int, double, double)> RatesAsync(Workshop workshop, int latency, int count)
    {
        using var upstream = await Upstream.StartAsync(latency);
        await BareAsync(upstream.Address, count / 4);
        var bare = await PerSecondAsync(count, () => BareAsync(upstream.Address, count));
        await using var bench = await PumpBench.OpenAsync(workshop.Path("data"), upstream.Address);
        await bench.QueueAsync(count / 4, bulk: true);
        await bench.RunUntilAsync(count / 4);
        await bench.QueueAsync(count, bulk: true);
        return (latency, bare, await PerSecondAsync(count, () => bench.RunUntilAsync(count)));
    }

    private static async Task BareAsync(Uri address, int count)
    {
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "key-7c2e");
        var left = count;
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var content = new SendContent(SendKind.Individual, 413, 12) { PhoneNumber = "15105550142", Text = "Hi Jordan, see you Tuesday at 14:15. Reply C to confirm." };
                using var body = new ByteArrayContent(SendBody.Of(content, Guid.CreateVersion7().ToString()));
                body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using var answer = await client.PostAsync("/v1/message/send", body);
                await answer.Content.ReadAsStringAsync();
            }
        }));
    }

    // Fifty people, one after another, while two thousand others wait.
    private static async Task<double> WaitAsync(Workshop workshop)
    {
        const int Bulk = 2_000, People = 50;
        using var upstream = await Upstream.StartAsync(50);
        await using var bench = await PumpBench.OpenAsync(workshop.Path("data"), upstream.Address);
        await bench.QueueAsync(Bulk, bulk: true);
        await bench.RunUntilAsync(Bulk + People, async () =>
        {
            for (var person = 0; person < People; person++)
            {
                await Task.Delay(200);
                await bench.QueueAsync(1, bulk: false);
                bench.Ring();
            }
        });
        var waits = await bench.WaitsAsync();
        waits.Sort();
        return waits[(int)Math.Ceiling(waits.Count * 0.95) - 1];
    }

    private static async Task<double> PerSecondAsync(int count, Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return count / watch.Elapsed.TotalSeconds;
    }

    private static void AtLeast(string what, double found, double least) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {found:0.000}. Aim: at least {least}. {(found >= least ? "Held." : "SHORT OF THE AIM.")}"));

    private static string PerSecond(double rate) => string.Create(CultureInfo.InvariantCulture, $"{rate:N0}/s");
}
