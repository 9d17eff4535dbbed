using System.Net;
using System.Text.RegularExpressions;

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

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(string email) => PortalProcess.RunAsync(_folder,
        "account", "reset", email, "--urls", portal.Address.ToString(),
        "--ConnectionStrings:Sqlite", $"Data Source={portal.Database}", "--Secrets:KeyFile", Path.Combine(portal.Folder, "master.key"));
}
