using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace HeymarketPortal.Crash;

/// <summary>A process that the proof starts, and ends as hard as it likes.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly HttpClient Asking = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Process _process;
    private readonly string _name;
    private readonly List<string> _said = [];

    private Child(string name, string? input, IEnumerable<string> args)
    {
        _name = name;
        _process = Process.Start(new ProcessStartInfo("dotnet", args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["DOTNET_ENVIRONMENT"] = "Production" },
        })!;
        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _process.StandardInput.Write(input);
        _process.StandardInput.Close();
    }

    /// <summary>Starts it and waits until an address answers 200.</summary>
    public static async Task<Child> StartAsync(string name, Uri ready, params string[] args)
    {
        var child = new Child(name, null, args);
        var waiting = Stopwatch.StartNew();
        while (!await AnswersAsync(ready))
        {
            if (child._process.HasExited || waiting.Elapsed > Patience)
            {
                throw new InvalidOperationException($"{name} is not ready.\n{child.Said}");
            }
            await Task.Delay(20);
        }
        return child;
    }

    /// <summary>Runs it to its end, which must be a good one.</summary>
    public static async Task<string> RunAsync(string name, string? input, params string[] args)
    {
        using var child = new Child(name, input, args);
        await child._process.WaitForExitAsync().WaitAsync(Patience);
        return child._process.ExitCode == 0 ? child.Said : throw new InvalidOperationException($"{name} ended with {child._process.ExitCode}.\n{child.Said}");
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public string Said
    {
        get
        {
            lock (_said)
            {
                return string.Join('\n', _said.TakeLast(30));
            }
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"{_name} ended by itself.\n{Said}");
        }
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager stops it.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(Uri address)
    {
        try
        {
            using var answer = await Asking.GetAsync(address);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception soon) when (soon is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Hear(object from, DataReceivedEventArgs line)
    {
        lock (_said)
        {
            _said.Add(line.Data ?? "");
        }
    }
}
