using System.Diagnostics;

namespace HeymarketPortal.Tests.Hosting;

/// <summary>The built portal as a process of its own, in a folder of its own: exit codes and signals are real.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _printed = [];
    private readonly Task<string> _errors;

    /// <param name="folder">Working folder and content root: without other settings the database lies in its <c>data</c>.</param>
    public PortalProcess(string folder, params string[] args) : this(folder, null, args) { }

    private PortalProcess(string folder, string? input, string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. args])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Settings of whoever runs the tests are not the test's.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _errors = _process.StandardError.ReadToEndAsync();
        _process.StandardInput.Write(input);
        _process.StandardInput.Close();
    }

    public int Id => _process.Id;

    /// <summary>Where it listens, as soon as it says so.</summary>
    public Task<string> AddressAsync() => _address.Task.WaitAsync(Patience);

    /// <summary>Runs until it ends by itself.</summary>
    public static Task<(int ExitCode, string Output, string Errors)> RunAsync(string folder, params string[] args) => RunAsync(folder, null, args);

    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string folder, string? input, string[] args)
    {
        await using var portal = new PortalProcess(folder, input, args);
        return await portal.EndAsync();
    }

    public async Task<(int ExitCode, string Output, string Errors)> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, string.Join('\n', _printed), await _errors);
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary><c>kill</c>, as a service manager stops it.</summary>
    public void Stop() => Process.Start("kill", ["-TERM", $"{Id}"]).WaitForExit();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            _address.TrySetException(new InvalidOperationException("The portal ended before it listened."));
            return;
        }
        _printed.Add(line);
        if (line.StartsWith("Heymarket Portal: ", StringComparison.Ordinal))
        {
            _address.TrySetResult(line["Heymarket Portal: ".Length..]);
        }
    }
}
