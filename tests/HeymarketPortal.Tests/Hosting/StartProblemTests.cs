using System.Net;
using System.Net.Sockets;
using HeymarketPortal.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Hosting;

/// <summary>Each reason not to start, as the person at the console meets it: one line that says what and what to do, exit code 1.</summary>
public sealed class StartProblemTests : IDisposable
{
    private static readonly string TestKey = Convert.ToBase64String(new byte[MasterKeys.KeyBytes]);
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("api.heymarket.com")]
    [InlineData("ftp://api.heymarket.com")]
    [InlineData("/v1")]
    public async Task A_base_address_that_is_not_http_is_told(string address) =>
        await ExpectAsync($"Heymarket:BaseAddress \"{address}\" is not an absolute http or https address. Set it to", "--Heymarket:BaseAddress", address);

    [Fact]
    public async Task A_connection_string_without_a_file_is_told() =>
        await ExpectAsync("ConnectionStrings:Sqlite is wrong: it names no file. Give it as", "--ConnectionStrings:Sqlite", "Data Source=:memory:");

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_told()
    {
        var file = Path.Combine(_folder, "a-file");
        await File.WriteAllTextAsync(file, "");

        await ExpectAsync($"The folder {file} cannot be written to. Let", "--ConnectionStrings:Sqlite", $"Data Source={file}/portal.db");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "portal.db"), new string('x', 4096));

        await ExpectAsync("cannot be used: SQLite Error 26: 'file is not a database'. Repair it", "--ConnectionStrings:Sqlite", "Data Source=portal.db");
    }

    [Fact]
    public async Task A_missing_master_key_is_told_and_no_new_one_is_made()
    {
        await using var data = await TestDatabase.MakeAsync();

        await ExpectAsync("The master key is missing: there is no", "--ConnectionStrings:Sqlite", $"Data Source={data.Path}");

        Assert.False(File.Exists(Path.Combine(_folder, "data", "master.key")));
    }

    [Theory]
    [InlineData("test")]
    [InlineData("other")]
    public async Task A_master_key_that_does_not_open_the_database_is_told(string name)
    {
        await using var data = await TestDatabase.MakeAsync();
        var wrong = Convert.ToBase64String([.. Enumerable.Repeat((byte)7, MasterKeys.KeyBytes)]);

        await ExpectAsync("The master key does not open this database", "--ConnectionStrings:Sqlite", $"Data Source={data.Path}", $"--Secrets:Keys:{name}", wrong);
    }

    [Fact]
    public async Task A_master_key_of_the_wrong_length_is_told_without_being_shown()
    {
        var errors = await ExpectAsync("The master key in Secrets:Keys:new is not readable", "--Secrets:Keys:new", "c2hvcnQ=");

        Assert.DoesNotContain("c2hvcnQ=", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_newer_than_the_program_is_told()
    {
        await using var data = await TestDatabase.MakeAsync();
        await data.WriteAsync(null, db => db.Database.ExecuteSqlRawAsync(
            "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Later', '19.0.0')"));

        await ExpectAsync("is newer than this program: it does not know 29990101000000_Later. Run the newer program",
            "--ConnectionStrings:Sqlite", $"Data Source={data.Path}", "--Secrets:Keys:test", TestKey);
    }

    [Fact]
    public async Task A_port_in_use_is_told()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        // Sooner than a stop that waits for requests under way: there are none.
        await ExpectAsync($"Failed to bind to address {address}: address already in use. Stop what listens there", "--urls", address)
            .WaitAsync(TimeSpan.FromSeconds(35));
    }

    [Fact]
    public async Task A_setting_that_is_no_number_is_told() =>
        await ExpectAsync("Failed to convert configuration value 'many' at 'Sending:InFlight'", "--Sending:InFlight", "many");

    [Theory]
    [InlineData("--Sending:InFlight", "0")]
    [InlineData("--Sending:NotAfterMinutes", "-5")]
    [InlineData("--Sending:LeaseSeconds", "0")]
    [InlineData("--Sending:SweepSeconds", "0")]
    public async Task A_setting_with_which_nothing_could_leave_is_told(string setting, string value) =>
        await ExpectAsync($"{setting[2..]} is", setting, value);

    [Theory]
    [InlineData("--Sending:LeaseSeconds", "30")]
    [InlineData("--Heymarket:WholeSeconds", "120")]
    public async Task A_claim_that_ends_before_its_request_can_is_told(string setting, string value) =>
        await ExpectAsync("Sending:LeaseSeconds does not exceed Heymarket:WholeSeconds, so an answer", setting, value);

    [Theory]
    [InlineData("--Heymarket:WholeSeconds", "0")]
    [InlineData("--Heymarket:ConnectSeconds", "-1")]
    public async Task A_limit_with_which_no_request_ends_in_time_is_told(string setting, string value) =>
        await ExpectAsync("Heymarket:ConnectSeconds and Heymarket:WholeSeconds take seconds above 0", setting, value);

    [Theory]
    [InlineData("nonsense")]
    [InlineData("http://127.0.0.1:1x")]
    [InlineData("http://127.0.0.1:0;http://localhost:99999")]
    public async Task An_address_to_listen_at_that_is_none_is_told(string urls) => await ExpectAsync($"Invalid url: '{urls.Split(';')[^1]}'. Correct it", "--urls", urls);

    [Fact]
    public async Task A_settings_file_with_a_slip_is_told()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), "{ \"Sending\": ");

        await ExpectAsync("Failed to load configuration from file");
    }

    [Fact]
    public async Task A_database_in_use_by_another_process_is_told_until_that_one_is_killed()
    {
        await using var first = new PortalProcess(_folder, "--urls", "http://127.0.0.1:0");
        await first.AddressAsync();
        await ExpectAsync("portal.db is in use by another portal. Stop that one first");
        await first.KillAsync();

        await using var second = new PortalProcess(_folder, "--urls", "http://127.0.0.1:0");
        await second.AddressAsync();
        second.Stop();

        Assert.Equal(0, (await second.EndAsync()).ExitCode);
    }

    private async Task<string> ExpectAsync(string sentence, params string[] args)
    {
        string[] free = args.Contains("--urls") ? [] : ["--urls", "http://127.0.0.1:0"];
        var (exitCode, output, errors) = await PortalProcess.RunAsync(_folder, [.. args, .. free]);

        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("The portal cannot start. ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
        return errors;
    }
}
