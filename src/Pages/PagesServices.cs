using HeymarketPortal.Pages.Compose;
using HeymarketPortal.Pages.Frame;
using HeymarketPortal.Pages.History;
using HeymarketPortal.Pages.Home;
using HeymarketPortal.Pages.Keys;
using HeymarketPortal.Pages.Outbox;

namespace HeymarketPortal.Pages;

public static class PagesServices
{
    /// <summary>The query classes beside the pages.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddSingleton<ComposeQueries>();
        services.AddSingleton<ComposeLoader>();
        services.AddSingleton<LibraryLoader>();
        services.AddSingleton<ComposeDesk>();
        services.AddSingleton<HistoryQueries>();
        services.AddSingleton<OutboxQueries>();
        services.AddSingleton<WaitingPlaces>();
        services.AddSingleton<HomeQueries>();
        services.AddSingleton<FrameQueries>();
        services.AddSingleton<ApiKeyActions>();
        return services;
    }
}
