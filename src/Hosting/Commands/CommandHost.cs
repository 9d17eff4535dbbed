namespace HeymarketPortal.Hosting;

/// <summary>
/// Runs a command in the portal's services, without serving. It may run beside a portal that serves, unless it asks to be alone:
/// SQLite's transactions keep the two apart.
/// </summary>
internal sealed class CommandHost(Func<string[], WebApplication> build)
{
    /// <summary>Settings from the command line, besides the command's own words.</summary>
    public string[] Settings { get; set; } = [];

    /// <param name="alone">Takes the database's lock, and does nothing while a portal has it.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(Func<IServiceProvider, Task<CommandAnswer>> work, bool alone = false)
    {
        // What is printed is the command's answer; the log speaks up only when something is wrong.
        await using var app = build(["--Logging:LogLevel:Default=Warning", .. Settings]);
        if (await app.Services.GetRequiredService<PortalStart>().ReadyAsync(serving: false, alone) is { } problem)
        {
            return Tell(new(false, $"Nothing was done. {problem}"));
        }
        Addresses.Tell(app.Services, Addresses.Configured(app.Configuration));
        await using var scope = app.Services.CreateAsyncScope();
        return Tell(await work(scope.ServiceProvider));
    }

    private static int Tell(CommandAnswer answer)
    {
        (answer.Done ? Console.Out : Console.Error).WriteLine(answer.Text);
        return answer.Done ? 0 : 1;
    }
}

/// <summary>What a command says at its end: to the output when done, else to the error output.</summary>
internal sealed record CommandAnswer(bool Done, string Text);
