using HeymarketPortal.Data;
using HeymarketPortal.Pages.Audit;
using HeymarketPortal.Pages.Compose;
using HeymarketPortal.Pages.Frame;
using HeymarketPortal.Pages.History;
using HeymarketPortal.Pages.Home;
using HeymarketPortal.Pages.Keys;
using HeymarketPortal.Pages.Outbox;
using HeymarketPortal.Teams;

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
        services.AddSingleton<ExportQueries>();
        services.AddSingleton<ExportTrail>();
        services.AddSingleton<ExportEndpoint>();
        services.AddSingleton<Exports>();
        services.AddSingleton<OutboxQueries>();
        services.AddSingleton<WaitingPlaces>();
        services.AddSingleton<HomeQueries>();
        services.AddSingleton<TrendQueries>();
        services.AddSingleton<AuditHistoryQueries>();
        services.AddSingleton<AuditQueries>();
        services.AddSingleton<FrameQueries>();
        services.AddSingleton<ApiKeyActions>();
        return services;
    }

    /// <summary>What pages offer as files. After the gate, which asks what they need as it does of pages.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes) =>
        routes.MapGet(ExportEndpoint.Path, (string team, HttpContext http, ExportEndpoint export) => export.TakeAsync(team, http)).WithMetadata(new TeamPageAttribute(Permission.Export));
}
