using System.Net.Sockets;
using HeymarketPortal.Accounts;
using HeymarketPortal.Data;
using Microsoft.AspNetCore.Connections;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Hosting;

/// <summary>The portal's life as a server, from the first check to the exit code.</summary>
internal static class Serving
{
    public static async Task<int> RunAsync(WebApplication app, Action<WebApplication> pipeline)
    {
        await using var served = app;
        if (await app.Services.GetRequiredService<PortalStart>().ReadyAsync(serving: true) is { } problem)
        {
            return Tell(problem);
        }
        pipeline(app);
        await BeginFirstRunAsync(app.Services);
        app.Lifetime.ApplicationStarted.Register(() => Greet(app));
        try
        {
            await app.StartAsync();
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            return Tell(StartProblem.CannotListen(taken.Message));
        }
        catch (SocketException refused)
        {
            return Tell(StartProblem.CannotListen($"The portal cannot listen at {string.Join(", ", app.Urls)}: {refused.Message}"));
        }
        await app.WaitForShutdownAsync();
        return 0;
    }

    public static int Tell(StartProblem problem)
    {
        Console.Error.WriteLine($"The portal cannot start. {problem}");
        return 1;
    }

    private static async Task BeginFirstRunAsync(IServiceProvider services)
    {
        if (!await services.GetRequiredService<Database>().ReadAsync(null, db => db.Users.AnyAsync()))
        {
            services.GetRequiredService<FirstRunCode>().Begin();
        }
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
