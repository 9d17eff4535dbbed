using Microsoft.Data.Sqlite;

namespace HeymarketPortal.Tests.Hosting;

/// <summary><c>enqueue FILE --team SLUG --as EMAIL</c> as a process, on the database of a portal that has run once.</summary>
public sealed class EnqueueCommandTests(EnqueueCommandTests.StoppedPortal portal) : IClassFixture<EnqueueCommandTests.StoppedPortal>
{
    private const string Good = """{"inbox_id":413,"creator_id":12,"phone_number":"15105550142","text":"@"}""";

    [Fact]
    public async Task Every_line_is_queued_with_an_audit_entry_and_nothing_leaves_yet()
    {
        var (exitCode, output, errors) = await portal.EnqueueAsync(
            Good.Replace("@", "First of two"),
            "",
            """{"inbox_id":413,"creator_id":12,"targets":["15105550142","+1 510 555 0143"],"text":"Second of two","send_at":"2099-11-24T09:00:00-07:00"}""");

        Assert.StartsWith("Queued 2. What was queued leaves once the portal runs", output, StringComparison.Ordinal);
        Assert.Contains("Line 1 and 1 more, to know: The portal has not sent from inbox 413 yet", errors, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
        Assert.Equal("Individual Queued 0;Group Scheduled 0", await portal.ScalarAsync(
            "SELECT group_concat(Kind || ' ' || State || ' ' || Attempts, ';') FROM (SELECT * FROM Sends WHERE Text LIKE '% of two' ORDER BY Id)"));
        Assert.Equal("2", await portal.ScalarAsync("""
            SELECT COUNT(*) FROM Sends s JOIN AuditEntries a ON a.Chain = s.TeamId AND a.Subject = 'send:' || s.Id AND a.Action = 'send.confirmed'
            WHERE s.Text LIKE '% of two' AND a.AccountId = s.AccountId
            """));
        Assert.Equal("2099-11-24 16:00:00", await portal.ScalarAsync("SELECT datetime(DueAt / 1000, 'unixepoch') FROM Sends WHERE Text = 'Second of two'"));
    }

    [Fact]
    public async Task Refused_lines_are_named_with_their_reason_and_the_others_are_queued()
    {
        var (exitCode, output, errors) = await portal.EnqueueAsync(
            Good.Replace("@", "Goes"),
            Good.Replace("@", "Mine").Replace("\"text\"", "\"local_id\":\"x\",\"text\""),
            Good.Replace("@", "Goes"),
            Good.Replace("@", "Ten").Replace("15105550142", "5105550142"),
            """{"inbox_id":413,"creator_id":12,"list_id":3310,"text":"To all"}""",
            """{"inbox_id":413,"creator_id":12,"list_id":3310,"list_name":"3310","text":"To all by name"}""",
            """{"creator_id":12,"phone_number":"15105550142","chat_id":9920,"text":"Whom?"}""");

        Assert.Equal("", output);
        Assert.Contains("Line 2 was refused: \"local_id\" is the portal's own", errors, StringComparison.Ordinal);
        Assert.Contains("Line 3 was refused: The same message to the same recipient is send ", errors, StringComparison.Ordinal);
        Assert.Contains("Line 4 was refused: ", errors, StringComparison.Ordinal);
        Assert.Contains("Line 5 was refused: List 3310 has to be named: “3310”.", errors, StringComparison.Ordinal);
        Assert.Contains("Line 7 was refused: Choose the inbox to send from. Give one kind of recipient only", errors, StringComparison.Ordinal);
        Assert.Contains("Queued 2 of 7. The lines named above were refused. What was queued leaves once the portal runs", errors, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
        Assert.Equal("1", await portal.ScalarAsync("SELECT COUNT(*) FROM Sends WHERE Text = 'Goes'"));
        Assert.Equal("1", await portal.ScalarAsync("SELECT COUNT(*) FROM Sends WHERE Text = 'To all by name'"));
    }

    [Fact]
    public async Task The_same_file_again_is_refused_unless_repeating_is_meant()
    {
        await portal.EnqueueAsync(Good.Replace("@", "Once more"));
        var again = await portal.EnqueueAsync(Good.Replace("@", "Once more"));
        var meant = await portal.RunAsync([Good.Replace("@", "Once more")], "--repeat");

        Assert.Contains("--repeat sends it again.", again.Errors, StringComparison.Ordinal);
        Assert.Equal((1, 0), (again.ExitCode, meant.ExitCode));
        Assert.Equal("2", await portal.ScalarAsync("SELECT COUNT(*) FROM Sends WHERE Text = 'Once more'"));
    }

    [Theory]
    [InlineData("nowhere", "ada@example.com")]
    [InlineData("sandbox", "nobody@example.com")]
    public async Task Nothing_is_queued_for_who_is_not_in_the_team(string team, string account)
    {
        var (exitCode, _, errors) = await portal.RunAsync([Good.Replace("@", "Stranger")], "--team", team, "--as", account);

        Assert.Equal($"Nothing was queued. No account {account} is a member of a team {team}.", errors.Trim());
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Beside_a_portal_that_runs_it_does_nothing_and_says_so()
    {
        await using var running = new PortalProcess(portal.Folder, "--urls", "http://127.0.0.1:0");
        await running.AddressAsync();

        var (exitCode, _, errors) = await portal.EnqueueAsync(Good.Replace("@", "Beside"));

        Assert.StartsWith("Nothing was done. The database ", errors, StringComparison.Ordinal);
        Assert.Contains("is in use by another portal. Stop that one first", errors, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
        Assert.Equal("0", await portal.ScalarAsync("SELECT COUNT(*) FROM Sends WHERE Text = 'Beside'"));
    }

    /// <summary>A folder with an administrator and a sandbox team. Nothing serves.</summary>
    public sealed class StoppedPortal : IAsyncLifetime
    {
        private int _files;

        public string Folder { get; } = Directory.CreateTempSubdirectory("portal-enqueue-").FullName;

        public async ValueTask InitializeAsync()
        {
            await using var once = new PortalProcess(Folder, "--urls", "http://127.0.0.1:0", "--Sandbox:Enabled", "true",
                "--FirstRun:Email", PortalHost.Email, "--FirstRun:Password", PortalHost.Password, "--FirstRun:SandboxTeam", "true");
            await once.AddressAsync();
            once.Stop();
            await once.EndAsync();
        }

        public Task<(int ExitCode, string Output, string Errors)> EnqueueAsync(params string[] lines) => RunAsync(lines);

        public async Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] lines, params string[] more)
        {
            var file = Path.Combine(Folder, $"{Interlocked.Increment(ref _files)}.jsonl");
            await File.WriteAllLinesAsync(file, lines);
            string[] names = more.Contains("--team") ? [] : ["--team", PortalHost.SandboxTeam, "--as", PortalHost.Email];
            return await PortalProcess.RunAsync(Folder, ["enqueue", file, .. names, .. more]);
        }

        public async Task<string?> ScalarAsync(string sql)
        {
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(Folder, "data", "portal.db")};Pooling=False");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            return (await command.ExecuteScalarAsync())?.ToString();
        }

        public ValueTask DisposeAsync()
        {
            Directory.Delete(Folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
