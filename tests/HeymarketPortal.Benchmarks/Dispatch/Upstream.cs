using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace HeymarketPortal.Benchmarks;

/// <summary>What stands for Heymarket, in a process of its own: takes every text after a set time.</summary>
internal sealed class Upstream : IDisposable
{
    private readonly Process _process;

    private Upstream(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<Upstream> StartAsync(int milliseconds)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var process = Process.Start(new ProcessStartInfo("dotnet",
            [typeof(Upstream).Assembly.Location, "upstream", port.ToString(CultureInfo.InvariantCulture), milliseconds.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadLineAsync();
        return new(process, new Uri($"http://127.0.0.1:{port}"));
    }

    public static async Task ServeAsync(int port, int milliseconds)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        var id = 9_980_000L;
        app.Run(async http =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            if (milliseconds > 0)
            {
                await Task.Delay(milliseconds);
            }
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync($$"""{"id":{{Interlocked.Increment(ref id)}},"date":"2026-03-02T18:04:05.123456Z","gallery_url":""}""");
        });
        await app.StartAsync();
        Console.WriteLine("ready");
        await Task.Delay(Timeout.Infinite);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
