using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Hosting;

/// <summary><c>audit verify</c> as a process, beside a portal that runs.</summary>
public sealed class AuditCommandTests : IAsyncLifetime
{
    private PortalHost _portal = null!;

    public async ValueTask InitializeAsync() => _portal = await PortalHost.StartAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task It_names_every_chain_and_finds_a_changed_entry_and_an_end_that_was_cut_off()
    {
        var log = Path.Combine(_portal.Folder, "portal.log");
        await File.WriteAllLinesAsync(log, ["info: nothing", .. (await _portal.Get<AuditChains>().HeadsAsync()).Select(head => $"info: Audit anchor {head}")]);

        var (exitCode, output, errors) = await RunAsync("--anchors", log);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Matches(@"The portal: \d+ entries hold\. Head 0:\d+:[0-9a-f]{64}", output);
        Assert.Matches(@"Team sandbox: \d+ entr(y holds|ies hold)\.", output);

        await ExecuteAsync("DELETE FROM AuditEntries WHERE Chain = 0 AND Sequence = (SELECT MAX(Sequence) FROM AuditEntries WHERE Chain = 0)");
        Assert.Equal(0, (await RunAsync()).ExitCode);
        var (cut, _, told) = await RunAsync("--anchors", log);
        Assert.Equal(1, cut);
        Assert.Contains("Entries at the end are gone", told, StringComparison.Ordinal);

        await ExecuteAsync("UPDATE AuditEntries SET Action = 'member.added' WHERE Chain > 0 AND Sequence = 1");
        var (changed, _, broken) = await RunAsync();
        Assert.Equal(1, changed);
        Assert.Contains("Team sandbox: does not hold from entry 1 on.", broken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_anchors_proves_nothing_and_says_so()
    {
        var log = Path.Combine(_portal.Folder, "portal.log");
        await File.WriteAllTextAsync(log, "info: nothing");
        var (exitCode, _, errors) = await RunAsync("--anchors", log);
        Assert.Equal(1, exitCode);
        Assert.Contains("holds no anchor", errors, StringComparison.Ordinal);
    }

    private Task<int> ExecuteAsync(string sql) => _portal.Get<Database>().ReadAsync(null, db => db.Database.ExecuteSqlRawAsync(sql));

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] more) => PortalProcess.RunAsync(
        _portal.Folder, ["audit", "verify", .. more, "--ConnectionStrings:Sqlite", $"Data Source={_portal.Database}", "--Secrets:KeyFile", Path.Combine(_portal.Folder, "master.key")]);
}
