using System.Globalization;
using System.Reflection;
using System.Text.Json;
using HeymarketPortal.Tests;

namespace HeymarketPortal.Crash;

/// <summary>One run's files, processes and settings.</summary>
/// <param name="portal">The folder that the portal was published to.</param>
internal sealed class Stage(Plan plan, int seed, string portal, string folder)
{
    private const string Team = "acme";
    private readonly int _port = Child.FreePort();
    private readonly int _upstreamPort = Child.FreePort();

    public string Database => Path.Combine(folder, "portal.db");
    public string TruthFile => Path.Combine(folder, "truth.jsonl");
    public Uri UpstreamAddress => new($"http://127.0.0.1:{_upstreamPort}");

    public Task<Child> StartUpstreamAsync(string? truth = null, int? port = null) => Child.StartAsync(
        "The upstream", new Uri($"http://127.0.0.1:{port ?? _upstreamPort}/v1/inboxes"), Assembly.GetExecutingAssembly().Location, "upstream",
        "--port", Text(port ?? _upstreamPort), "--truth", truth ?? TruthFile, "--seed", Text(seed), "--latency", Text(plan.LatencyOf()));

    public Task<Child> StartPortalAsync() => Child.StartAsync(
        "The portal", new Uri($"http://127.0.0.1:{_port}/health/ready"), [Path.Combine(portal, "HeymarketPortal.dll"), .. Settings]);

    /// <summary>An administrator, a team with a key, and every send of the plan, by the commands an operator has.</summary>
    public async Task<string> FillAsync()
    {
        using (var once = await Child.StartAsync("The portal", new Uri($"http://127.0.0.1:{_port}/health/ready"),
            [Path.Combine(portal, "HeymarketPortal.dll"), .. Settings,
                "--FirstRun:Email", PortalClient.AdministratorEmail, "--FirstRun:Password", PortalClient.AdministratorPassword]))
        {
            await once.StopAsync();
        }
        await Child.RunAsync("team", "key-of-the-proof\n", [Path.Combine(portal, "HeymarketPortal.dll"), "team", Team, "--key-from-stdin", .. Settings]);
        var file = Path.Combine(folder, "sends.jsonl");
        await File.WriteAllLinesAsync(file, plan.Sends().Select(send => JsonSerializer.Serialize(
            new { inbox_id = 413, creator_id = 12, phone_number = send.Phone, text = send.Text })));
        var said = await Child.RunAsync("enqueue", null,
            [Path.Combine(portal, "HeymarketPortal.dll"), "enqueue", file, "--team", Team, "--as", PortalClient.AdministratorEmail, .. Settings]);
        return said.Split('\n').First(line => line.StartsWith("Queued ", StringComparison.Ordinal));
    }

    private string[] Settings =>
    [
        "--urls", $"http://127.0.0.1:{_port}",
        "--ConnectionStrings:Sqlite", $"Data Source={Database}",
        "--Secrets:KeyFile", Path.Combine(folder, "master.key"),
        "--Heymarket:BaseAddress", UpstreamAddress.ToString(),
        "--Heymarket:WholeSeconds", "3",
        "--Sending:LeaseSeconds", "10",
        "--Sending:RequestsPerMinute", "0",
        "--Sending:SweepSeconds", "0.25",
        "--Sending:BackOff:FirstSeconds", "0.1",
        "--Sending:BackOff:LongestSeconds", "0.5",
        .. plan.ReadBackSeconds.SelectMany((seconds, i) => (string[])[$"--Sending:ReadBack:UnknownSeconds:{i}", Text(seconds)]),
        "--Sending:ReadBack:DeliverySeconds:0", "86400",
        "--Sending:ReadBack:CertainSeconds", "4",
        "--Sending:ReadBack:AgainSeconds", "1",
    ];

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
