using System.Net;
using System.Text.RegularExpressions;
using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Hosting;

/// <summary><c>account reset EMAIL</c> as a process, beside the portal that it helps.</summary>
public sealed class AccountCommandTests(PortalHost portal) : IClassFixture<PortalHost>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-command-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_reset_link_opens_in_the_portal_that_runs()
    {
        var (exitCode, output, errors) = await RunAsync(PortalHost.Email);

        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        var link = Regex.Match(output, @"http://localhost:\d+/account/reset/\S+").Value;
        Assert.StartsWith(portal.Address.ToString(), link, StringComparison.Ordinal);
        using var client = portal.NewClient();
        using var page = await client.AskAsync(link);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Set password", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_account_gets_a_sentence_and_exit_code_1()
    {
        var (exitCode, output, errors) = await RunAsync("nobody@example.com");

        Assert.Equal("", output);
        Assert.StartsWith("No link was made. ", errors, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task A_lost_second_factor_is_reset_and_audited()
    {
        var data = portal.Get<Database>();
        await data.WriteAsync(null, db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(a => a.TwoFactorEnabled, true).SetProperty(a => a.SealedTotp, "v1.x")));
        var stamp = await data.ReadAsync(null, db => db.Users.Select(a => a.SecurityStamp).SingleAsync());

        var (exitCode, output, errors) = await RunAsync(PortalHost.Email, "reset-second-factor");

        Assert.Equal(("", 0), (errors, exitCode));
        Assert.Contains("password alone signs in", output, StringComparison.Ordinal);
        var account = await data.ReadAsync(null, db => db.Users.AsNoTracking().SingleAsync());
        Assert.Equal((false, (string?)null), (account.TwoFactorEnabled, account.SealedTotp));
        Assert.NotEqual(stamp, account.SecurityStamp);
        Assert.True(await data.ReadAsync(null, db => db.AuditEntries.AnyAsync(e => e.Chain == AuditTrail.Portal && e.Action == "second-factor.reset" && e.AccountId == null)));
        Assert.Equal(1, (await RunAsync(PortalHost.Email, "reset-second-factor")).ExitCode);
    }

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(string email, string command = "reset") => PortalProcess.RunAsync(_folder,
        "account", command, email, "--urls", portal.Address.ToString(),
        "--ConnectionStrings:Sqlite", $"Data Source={portal.Database}", "--Secrets:KeyFile", Path.Combine(portal.Folder, "master.key"));
}
