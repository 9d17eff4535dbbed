using System.CommandLine;
using HeymarketPortal.Hosting;

namespace HeymarketPortal.Tests.Hosting;

public sealed class CommandLineTests
{
    private static readonly Command Root = new("root") { new Command("team") { new Argument<string>("NAME"), new Option<bool>("--sandbox"), new Option<string>("--admin") } };

    [Theory]
    [InlineData("--urls http://localhost:1", "", "--urls http://localhost:1")]
    [InlineData("--ConnectionStrings:Sqlite=Data_Source=x --environment Development", "", "--ConnectionStrings:Sqlite=Data_Source=x --environment Development")]
    [InlineData("team Twin --sandbox --urls http://localhost:1", "team Twin --sandbox", "--urls http://localhost:1")]
    [InlineData("--Secrets:KeyFile k team Twin --admin a@b.c", "team Twin --admin a@b.c", "--Secrets:KeyFile k")]
    [InlineData("team --Sandbox:Enabled true Twin", "team Twin", "--Sandbox:Enabled true")]
    [InlineData("-- account reset --Sandbox:Enabled true", "account reset", "--Sandbox:Enabled true")]
    public void Settings_stand_anywhere_among_a_commands_words(string args, string words, string settings)
    {
        var split = CommandLine.Split(args.Split(' '), Root);

        Assert.Equal(words, string.Join(' ', split.Words));
        Assert.Equal(settings, string.Join(' ', split.Settings));
    }

    [Theory]
    [InlineData("http://localhost:5080", "http://localhost:5080/")]
    [InlineData("https://0.0.0.0:443;http://[::]:8080", "http://localhost:8080/")]
    [InlineData("http://10.0.0.7:80;http://127.0.0.1:5080", "http://127.0.0.1:5080/")]
    [InlineData("http://*:5080", "http://localhost:5080/")]
    [InlineData("https://localhost:7080", "https://localhost:7080/")]
    public void The_portal_finds_its_own_address_among_those_it_listens_at(string listened, string own) =>
        Assert.Equal(own, Addresses.Own(listened.Split(';'))!.AbsoluteUri);

    [Fact]
    public void People_are_sent_to_localhost_by_name() =>
        Assert.Equal("http://localhost:5080/", Addresses.ForPeople(new Uri("http://127.0.0.1:5080")).AbsoluteUri);

    [Fact]
    public async Task Help_lists_every_command_and_an_unknown_word_is_an_error()
    {
        var folder = Directory.CreateTempSubdirectory("portal-help-").FullName;
        var help = await PortalProcess.RunAsync(folder, "--help");
        var unknown = await PortalProcess.RunAsync(folder, "sing");
        Directory.Delete(folder);

        Assert.Equal(0, help.ExitCode);
        Assert.Contains("team <NAME>", help.Output, StringComparison.Ordinal);
        Assert.Contains("enqueue <FILE>", help.Output, StringComparison.Ordinal);
        Assert.Contains("account ", help.Output, StringComparison.Ordinal);
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("'sing'", unknown.Errors, StringComparison.Ordinal);
    }
}
