using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace HeymarketPortal.Benchmarks;

/// <param name="Folder">Where it was published to.</param>
/// <param name="Page">What its first visitor asks for.</param>
internal sealed record PublishedApp(string Name, string Folder, string Assembly, string Page, params string[] Settings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Starts it, asks for its page until that answers 200, and ends it.</summary>
    public async Task<TimeSpan> FirstAnswerAsync() => (await RunAsync((_, _) => Task.FromResult(true))).Waited;

    public Task<T> WhileRunningAsync<T>(Func<Uri, Task<T>> use) => WhileRunningAsync((address, _) => use(address));

    public async Task<T> WhileRunningAsync<T>(Func<Uri, Process, Task<T>> use) => (await RunAsync(use)).Result;

    private async Task<(TimeSpan Waited, T Result)> RunAsync<T>(Func<Uri, Process, Task<T>> use)
    {
        var address = new Uri($"http://localhost:{FreePort()}");
        var start = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(Folder, Assembly), "--urls", address.ToString(), .. Settings])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["DOTNET_ENVIRONMENT"] = "Production" },
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        try
        {
            await AnswersAsync(new Uri(address, Page), process);
            return (start.Elapsed, await use(address, process));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static async Task AnswersAsync(Uri page, Process process)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        var waiting = Stopwatch.StartNew();
        while (!process.HasExited && waiting.Elapsed < Patience)
        {
            try
            {
                using var answer = await client.GetAsync(page);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
        throw new InvalidOperationException($"{page} did not answer 200.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
