using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace HeymarketPortal.Hooks;

public static class HooksServices
{
    private const string Limit = "hook-calls";
    private const int CallsPerMinute = 3_000;
    // No path of ours is longer: whoever makes paths up shares one limit.
    private const int PathLength = 43;

    /// <summary>What Heymarket tells by itself. Needs <c>AddData</c>, <c>AddTeams</c> and <c>AddAccounts</c>, whose limiter it uses.</summary>
    public static IServiceCollection AddHooks(this IServiceCollection services, IConfiguration configuration)
    {
        var permits = configuration.GetValue("Hooks:CallsPerMinute", CallsPerMinute);
        services.AddSingleton<HookBell>();
        services.AddSingleton<HookWork>();
        services.AddHostedService<HookWorker>();
        services.Configure<RateLimiterOptions>(limiter => limiter.AddPolicy(Limit, http => RateLimitPartition.GetFixedWindowLimiter(
            http.GetRouteValue("path") is string { Length: PathLength } path ? path : "",
            _ => new() { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) })));
        return services;
    }

    public static void MapHooks(this IEndpointRouteBuilder routes) => routes.MapPost(HookEndpoint.Path, HookEndpoint.TakeAsync)
        .AllowAnonymous().DisableAntiforgery().RequireRateLimiting(Limit)
        // A machine asks: no page for its refusals.
        .WithMetadata(new RequestSizeLimitAttribute(HookEndpoint.LargestBody), new SkipStatusCodePagesAttribute());
}
