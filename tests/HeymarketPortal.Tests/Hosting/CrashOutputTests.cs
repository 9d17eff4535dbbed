using System.Security.Cryptography;

namespace HeymarketPortal.Tests.Hosting;

/// <summary>What a portal prints while its database breaks under it and when it is started on what is left: exceptions, and no secret.</summary>
public sealed class CrashOutputTests : IDisposable
{
    private const string Password = "canary phrase over seven harbours";

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-crash-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_portal_that_breaks_prints_no_secret()
    {
        var master = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        string[] settings = ["--urls", "http://127.0.0.1:0", "--Secrets:Keys:canary", master,
            "--FirstRun:Email", "ada@example.com", "--FirstRun:Password", Password, "--FirstRun:SandboxTeam", "true", "--Sandbox:Enabled", "true", "--Logging:LogLevel:Default", "Trace"];
        await using var portal = new PortalProcess(_folder, settings);
        using var browser = new HttpClient { BaseAddress = new Uri(await portal.AddressAsync()) };
        await browser.GetStringAsync("/health/ready");

        BreakDatabase();
        using var refused = await browser.GetAsync("/health/ready");
        await portal.KillAsync();
        var broken = await portal.EndAsync();
        var again = await PortalProcess.RunAsync(_folder, settings);

        Assert.False(refused.IsSuccessStatusCode);
        Assert.Equal(1, again.ExitCode);
        var printed = string.Join('\n', broken.Output, broken.Errors, again.Output, again.Errors);
        Assert.Contains("   at ", broken.Output, StringComparison.Ordinal);
        Assert.Contains("SQLite Error", again.Errors, StringComparison.Ordinal);
        Assert.All([Password, master, Convert.ToHexString(Convert.FromBase64String(master))],
            secret => Assert.DoesNotContain(secret, printed, StringComparison.OrdinalIgnoreCase));
    }

    // Its pages are overwritten in place, as a failing disk does it.
    private void BreakDatabase()
    {
        foreach (var file in (string[])["portal.db", "portal.db-wal", "portal.db-shm"])
        {
            using var stream = new FileStream(Path.Combine(_folder, "data", file), FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            stream.Write([.. Enumerable.Repeat((byte)'x', (int)stream.Length)]);
        }
    }
}
