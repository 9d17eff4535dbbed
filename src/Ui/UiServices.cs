using MudBlazor;
using MudBlazor.Services;

namespace HeymarketPortal.Ui;

/// <summary>Registers what the pieces of this folder need: MudBlazor, the live region and one clock for each circuit.</summary>
public static class UiServices
{
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomLeft;
            mud.SnackbarConfiguration.ShowTransitionDuration = 120;
            mud.SnackbarConfiguration.HideTransitionDuration = 120;
        });
        services.TryAddTime();
        services.AddScoped<Announcer>();
        services.AddScoped<Ticker>();
        return services;
    }

    private static void TryAddTime(this IServiceCollection services) =>
        Microsoft.Extensions.DependencyInjection.Extensions.ServiceCollectionDescriptorExtensions.TryAddSingleton(services, TimeProvider.System);
}
