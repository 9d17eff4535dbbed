using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace HeymarketPortal.Sandbox;

public static class SandboxServices
{
    public static IServiceCollection AddSandbox(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(SandboxOptions.Section);
        services.Configure<SandboxOptions>(section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddRazorComponents();
        services.AddSingleton(_ => new SwitchBoard(section.Get<SandboxSwitches>() ?? new()));
        services.AddSingleton<SandboxKeys>();
        services.AddSingleton<RateWindow>();
        services.AddSingleton<SandboxFile>();
        services.AddSingleton<SandboxStore>();
        services.AddSingleton<SandboxReads>();
        services.AddSingleton<HookSender>();
        return services;
    }

    /// <summary>
    /// Serves the API under <c>/sandbox/heymarket</c> and its pages under <c>/sandbox</c>; nothing when the sandbox is off.
    /// It has its own credentials, so the portal's sign-in does not stand before it.
    /// </summary>
    public static void MapSandbox(this IEndpointRouteBuilder routes)
    {
        var environment = routes.ServiceProvider.GetRequiredService<IHostEnvironment>();
        if (!routes.ServiceProvider.GetRequiredService<IOptions<SandboxOptions>>().Value.IsOn(environment))
        {
            return;
        }

        var api = routes.MapGroup(SandboxOptions.ApiRoot).AllowAnonymous().DisableAntiforgery();
        api.AddEndpointFilter<Gate>();
        AccountEndpoints.Map(api);
        LibraryEndpoints.Map(api);
        MessageEndpoints.Map(api);
        api.MapPost(SendEndpoint.Path, SendEndpoint.SendAsync);
        api.Map("/{**unknown}", (SwitchBoard switches) => Answers.NotFound(switches));

        var pages = routes.MapGroup(SandboxOptions.Root).AllowAnonymous().DisableAntiforgery();
        PageEndpoints.Map(pages);
        WitnessEndpoints.Map(pages, environment.IsDevelopment());
    }
}
