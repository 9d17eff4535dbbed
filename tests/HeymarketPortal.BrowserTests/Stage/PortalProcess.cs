using System.Diagnostics;
using System.Text.RegularExpressions;
using HeymarketPortal.Tests;

namespace HeymarketPortal.BrowserTests;

/// <summary>The built portal as a process of its own, which can be killed like any other.</summary>
internal sealed partial class PortalProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PortalProcess(string folder, (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Artifacts.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        (string Key, string Value)[] all =
        [
            ("urls", "http://127.0.0.1:0"),
            ("ConnectionStrings:Sqlite", $"Data Source={Path.Combine(folder, "portal.db")}"),
            ("Secrets:KeyFile", Path.Combine(folder, "master.key")),
            ("Sandbox:Database", Path.Combine(folder, "sandbox.db")),
            ("FirstRun:Email", PortalHost.Email), ("FirstRun:Password", PortalHost.Password), ("FirstRun:SandboxTeam", "true"),
            .. settings,
        ];
        foreach (var argument in all.SelectMany(setting => new[] { $"--{setting.Key}", setting.Value }).Prepend(typeof(Program).Assembly.Location))
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var said = new List<string>();
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The portal ended before it listened: {string.Join('\n', said)}"));

        void Hear(string? line)
        {
            lock (said)
            {
                said.Add(line ?? "");
            }
            if (line is not null && Listening().Match(line) is { Success: true } match)
            {
                _address.TrySetResult(new Uri($"http://localhost:{match.Groups[1].Value}"));
            }
        }
    }

    public Uri Address => _address.Task.Result;

    /// <summary>Starts a portal on the files of a folder and waits until it listens.</summary>
    public static async Task<PortalProcess> StartAsync(string folder, params (string Key, string Value)[] settings)
    {
        var portal = new PortalProcess(folder, settings);
        portal._process.Start();
        portal._process.BeginOutputReadLine();
        portal._process.BeginErrorReadLine();
        await portal._address.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return portal;
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }
        _process.Dispose();
    }

    // Heymarket Portal: http://localhost:40123
    [GeneratedRegex(@"^Heymarket Portal: http://[^:]+:(\d+)")]
    private static partial Regex Listening();
}
