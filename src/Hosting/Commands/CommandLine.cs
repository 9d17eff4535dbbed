using System.CommandLine;

namespace HeymarketPortal.Hosting;

/// <summary>
/// What the portal is started for. Words are a command; options that no command knows are settings, such as <c>--urls</c> or
/// <c>--ConnectionStrings:Sqlite</c>. Without a word the portal serves.
/// </summary>
internal static class CommandLine
{
    /// <param name="build">Registers everything.</param>
    /// <param name="pipeline">Lays the requests' way; only for a portal that serves.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, Func<string[], WebApplication> build, Action<WebApplication> pipeline)
    {
        var host = new CommandHost(build);
        var root = new RootCommand("Heymarket Portal. Without a command it serves. --SECTION:KEY VALUE overrides any setting of appsettings.json.")
        {
            AccountCommand.Make(host),
            TeamCommand.Make(host),
            EnqueueCommand.Make(host),
            AuditCommand.Make(host),
            KeysCommand.Make(host),
        };
        (var words, host.Settings) = Split(args, root);
        try
        {
            return words.Length == 0
                ? await Serving.RunAsync(build(host.Settings), pipeline)
                : await root.Parse(words).InvokeAsync();
        }
        catch (Exception wrong) when (wrong.Source?.StartsWith("Microsoft.Extensions.Configuration", StringComparison.Ordinal) == true)
        {
            return Serving.Tell(StartProblem.WrongSetting(wrong.Message));
        }
        // dotnet ef ends the program this way once it has the services.
        catch (Exception unexpected) when (unexpected is not HostAbortedException)
        {
            return Serving.Tell(StartProblem.Unexpected(unexpected));
        }
    }

    /// <summary>Tells a command's own words from settings, wherever they stand.</summary>
    internal static (string[] Words, string[] Settings) Split(string[] args, Command root)
    {
        var ours = OptionsOf(root).ToHashSet(StringComparer.Ordinal);
        List<string> words = [], settings = [];
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--")
            {
                // `dotnet run` takes it away, the program started by itself does not.
                continue;
            }
            var setting = args[i].StartsWith("--", StringComparison.Ordinal) && !ours.Contains(args[i].Split('=')[0]);
            (setting ? settings : words).Add(args[i]);
            if (setting && !args[i].Contains('=') && i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                settings.Add(args[++i]);
            }
        }
        return ([.. words], [.. settings]);
    }

    private static IEnumerable<string> OptionsOf(Command command) => command.Options
        .SelectMany(option => option.Aliases.Append(option.Name))
        .Concat(command.Subcommands.SelectMany(OptionsOf));
}
