using System.Security.Cryptography;

namespace HeymarketPortal.Tests.Hosting;

/// <summary><c>keys</c> as a process: the whole way from one master key to the next.</summary>
public sealed class KeysCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-keys-");

    [Fact]
    public async Task The_master_key_is_replaced_beside_a_portal_that_runs_and_the_old_one_is_needless_then()
    {
        var next = $"--Secrets:Keys:next={Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";
        string[] firstRun = ["--FirstRun:Email", "ada@example.com", "--FirstRun:Password", "violet tram under Oslo 71", "--FirstRun:SandboxTeam", "true"];
        await using (var portal = Serve(firstRun))
        {
            await portal.AddressAsync();
            var (code, _, told) = await RunAsync("keys", "rewrap", next);
            Assert.Equal(1, code);
            Assert.Contains("does not know the master key next", told, StringComparison.Ordinal);
        }
        await using (var portal = Serve(next))
        {
            await portal.AddressAsync();
            var (rotated, data, _) = await RunAsync("keys", "rotate-data", "--team", "sandbox", next);
            Assert.Equal((0, "Team sandbox: a new data key, 1 API key sealed with it."), (rotated, data.Trim()));
            var (code, said, _) = await RunAsync("keys", "rewrap", next);
            Assert.Equal(0, code);
            Assert.Contains("Needless from now on: file.", said, StringComparison.Ordinal);
        }
        File.Delete(KeyFile);
        await using (var portal = Serve(next))
        {
            await portal.AddressAsync();
            var (verified, chains, _) = await RunAsync("audit", "verify", next);
            Assert.Equal(0, verified);
            Assert.Contains("Team sandbox: ", chains, StringComparison.Ordinal);
            Assert.Equal(1, (await RunAsync("keys", "rotate-data", "--team", "nobody", next)).ExitCode);
        }
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public async Task A_key_file_may_hold_several_keys_and_its_last_line_writes()
    {
        await using (var portal = Serve())
        {
            await portal.AddressAsync();
        }
        await File.AppendAllTextAsync(KeyFile, $"2027 {Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}\n");
        var (code, said, errors) = await RunAsync("keys", "rewrap");
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("master key 2027", said, StringComparison.Ordinal);

        var lines = await File.ReadAllLinesAsync(KeyFile);
        await File.WriteAllTextAsync(KeyFile, lines[^1]);
        Assert.Equal(0, (await RunAsync("audit", "verify")).ExitCode);
        await File.WriteAllTextAsync(KeyFile, $"{lines[^1]}\n{lines[^1]}");
        Assert.Equal(1, (await RunAsync("audit", "verify")).ExitCode);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string KeyFile => Path.Combine(_folder.FullName, "data", "master.key");

    private PortalProcess Serve(params string[] more) => new(_folder.FullName, ["--urls", "http://127.0.0.1:0", .. more]);

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] args) => PortalProcess.RunAsync(_folder.FullName, args);
}
