using System.Net.Sockets;
using HeymarketPortal.Accounts;
using Microsoft.AspNetCore.Connections;

namespace HeymarketPortal.Hosting;

/// <summary>The portal's life as a server, from the first check to the exit code.</summary>
internal static class Serving
{
    public static async Task<int> RunAsync(WebApplication app, Action<WebApplication> pipeline)
    {
        await using var served = app;
        try
        {
            if (await StartAsync(app, pipeline) is { } problem)
            {
                return Tell(problem);
            }
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception unexpected) when (unexpected is not HostAbortedException)
        {
            app.Logger.LogCritical(unexpected, "The portal ended in a way nobody foresaw");
            return Tell(StartProblem.Unexpected(unexpected));
        }
    }

    public static int Tell(StartProblem problem)
    {
        Console.Error.WriteLine($"The portal cannot start. {problem}");
        return 1;
    }

    private static async Task<StartProblem?> StartAsync(WebApplication app, Action<WebApplication> pipeline)
    {
        if (await app.Services.GetRequiredService<PortalStart>().ReadyAsync(serving: true) is { } problem)
        {
            return problem;
        }
        pipeline(app);
        if (await BeginFirstRunAsync(app.Services) is { } unusable)
        {
            return unusable;
        }
        app.Lifetime.ApplicationStarted.Register(() => Greet(app));
        try
        {
            await app.StartAsync();
            return null;
        }
        catch (Exception refused) when (CannotListen(app, refused) is not null)
        {
            // What began before the server ends in order, yet nothing is under way that the line would have to wait for.
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await app.StopAsync(soon.Token);
            return CannotListen(app, refused);
        }
    }

    private static StartProblem? CannotListen(WebApplication app, Exception refused) => refused switch
    {
        IOException { InnerException: AddressInUseException } => StartProblem.CannotListen(refused.Message),
        FormatException { Message: var wrong } when wrong.StartsWith("Invalid url", StringComparison.Ordinal) => StartProblem.WrongSetting(wrong),
        SocketException => StartProblem.CannotListen($"The portal cannot listen at {string.Join(", ", app.Urls)}: {refused.Message}"),
        _ => null,
    };

    private static async Task<StartProblem?> BeginFirstRunAsync(IServiceProvider services)
    {
        var firstRun = services.GetRequiredService<FirstRun>();
        if (await firstRun.RunUnattendedAsync() is { } problem)
        {
            return StartProblem.NoAdministrator(problem);
        }
        if (await firstRun.IsDueAsync())
        {
            services.GetRequiredService<FirstRunCode>().Begin();
        }
        return null;
    }

    private static void Greet(WebApplication app)
    {
        if (Addresses.Own(app.Urls) is not { } own)
        {
            return;
        }
        Addresses.Tell(app.Services, own);
        var address = Addresses.ForPeople(own);
        Console.WriteLine($"Heymarket Portal: {address.GetLeftPart(UriPartial.Authority)}");
        if (app.Services.GetRequiredService<FirstRunCode>().Current is { } code)
        {
            Console.WriteLine($"First run: {new Uri(address, "/first-run")}?code={code}");
        }
    }
}
