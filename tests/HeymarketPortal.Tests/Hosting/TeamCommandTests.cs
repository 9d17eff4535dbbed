using HeymarketPortal.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Hosting;

/// <summary><c>team NAME --key-from-stdin</c> as a process, against the sandbox of a portal that runs.</summary>
public sealed class TeamCommandTests(PortalHost portal) : IClassFixture<PortalHost>, IDisposable
{
    private const string Key = "sbx_clinic.9f2c41d07ab3";
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-command-").FullName;

    private string Heymarket => $"{portal.Address}sandbox/heymarket";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_team_is_made_in_an_empty_folder_and_its_key_is_nowhere_in_the_open()
    {
        var (exitCode, output, errors) = await RunAsync(Key, "team", "Twin Clinic", "--key-from-stdin", "--time-zone", "America/Denver",
            "--Heymarket:BaseAddress", Heymarket);

        Assert.Equal("", errors);
        Assert.Contains("Made the team Twin Clinic at /t/twin-clinic. Its API key is in use and sees ", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
        Assert.Equal("America/Denver|InUse", await ScalarAsync(
            "SELECT t.TimeZone || '|' || k.State FROM Teams t JOIN ApiKeys k ON k.TeamId = t.Id WHERE t.Slug = 'twin-clinic'"));
        foreach (var file in Directory.GetFiles(Path.Combine(_folder, "data")))
        {
            Assert.DoesNotContain(Key, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        }
        Assert.DoesNotContain(Key, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "No team was made. Enter the API key.")]
    [InlineData("two words", "No team was made. The API key holds a space")]
    [InlineData("refused-by-everybody", "No team was made. ")]
    public async Task No_team_is_made_with_a_key_that_does_not_work(string key, string sentence)
    {
        var (exitCode, _, errors) = await RunAsync(key, "team", "Twin Clinic", "--key-from-stdin", "--Heymarket:BaseAddress", Heymarket);

        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
        Assert.Equal("0", await ScalarAsync("SELECT COUNT(*) FROM Teams"));
    }

    [Fact]
    public async Task No_team_is_made_while_Heymarket_cannot_be_reached()
    {
        var (exitCode, _, errors) = await RunAsync(Key, "team", "Twin Clinic", "--key-from-stdin", "--Heymarket:BaseAddress", "http://127.0.0.1:9");

        Assert.StartsWith("No team was made. ", errors, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
        Assert.Equal("0", await ScalarAsync("SELECT COUNT(*) FROM Teams"));
    }

    [Fact]
    public async Task A_sandbox_team_is_made_beside_a_portal_that_runs()
    {
        var (exitCode, output, errors) = await RunAsync("sbx_beside.77aa01cc93d2", "team", "Beside", "--key-from-stdin", "--sandbox",
            "--urls", portal.Address.ToString(), "--Sandbox:Enabled", "true",
            "--ConnectionStrings:Sqlite", $"Data Source={portal.Database}", "--Secrets:KeyFile", Path.Combine(portal.Folder, "master.key"));

        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        Assert.Contains("at /t/beside.", output, StringComparison.Ordinal);
        Assert.True(await portal.Get<Database>().ReadAsync(null, db => db.Teams.Where(t => t.Slug == "beside").Select(t => t.Sandbox).SingleAsync()));
    }

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(string input, params string[] args) =>
        PortalProcess.RunAsync(_folder, input + "\n", args);

    private async Task<string?> ScalarAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "data", "portal.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (await command.ExecuteScalarAsync())?.ToString();
    }
}
