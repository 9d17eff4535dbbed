using System.Diagnostics;

namespace HeymarketPortal.BrowserTests;

/// <summary>
/// Finds or installs the browser, in this order: a configured path, an installed one, Debian's package when root, Playwright's own.
/// Where none is to be had the tests fail with the command to run; they are never skipped.
/// </summary>
internal static class Chromium
{
    public const string PathVariable = "PORTAL_TEST_CHROMIUM";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly string[] Places =
    [
        "/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome",
        "/Applications/Google Chrome.app/Contents/MacOS", "/Applications/Chromium.app/Contents/MacOS",
    ];

    /// <summary>The executable; null stands for the one that Playwright installed.</summary>
    public static async Task<string?> FindAsync()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } configured)
        {
            return File.Exists(configured) ? configured : throw new InvalidOperationException($"{PathVariable} names {configured}, which is not there.");
        }
        if (Installed() is { } found)
        {
            return found;
        }
        // One run installs; another that starts meanwhile waits and finds it.
        await using var _ = await LockAsync();
        return Installed() ?? await FromDebianAsync() ?? await FromPlaywrightAsync();
    }

    private static string? Installed() => Places.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        .SelectMany(_ => Names.Append("Google Chrome").Append("Chromium"), Path.Combine)
        .FirstOrDefault(File.Exists);

    private static async Task<string?> FromDebianAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/apt-get"))
        {
            return null;
        }
        return await RunAsync("/usr/bin/apt-get", "update") && await RunAsync("/usr/bin/apt-get", "install", "-y", "--no-install-recommends", "chromium")
            ? Installed()
            : null;
    }

    private static async Task<string?> FromPlaywrightAsync() => await Task.Run(() => Microsoft.Playwright.Program.Main(["install", "chromium"])) == 0
        ? null
        : throw new InvalidOperationException(
            $"The browser tests found no Chromium and could not install one. Install it, for instance with `apt-get install -y chromium`, "
            + $"or set {PathVariable} to the path of a Chromium or Chrome, and run the tests again.");

    private static async Task<bool> RunAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
        })!;
        // Read, so that a full pipe does not stop it.
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync(), process.WaitForExitAsync());
        return process.ExitCode == 0;
    }

    private static async Task<FileStream> LockAsync()
    {
        var file = Path.Combine(Path.GetTempPath(), "heymarket-portal-chromium.lock");
        for (; ; )
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }
}
