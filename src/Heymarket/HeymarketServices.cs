using System.Net;
using HeymarketPortal.Heymarket.Handlers;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Refit;

namespace HeymarketPortal.Heymarket;

public static class HeymarketServices
{
    public static IServiceCollection AddHeymarket(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Heymarket").Get<HeymarketOptions>() ?? new HeymarketOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<SandboxAddress>();
        services.AddSingleton<RequestBudget>();
        services.AddSingleton<HeymarketWire>();
        services.AddSingleton<HeymarketSender>();
        services.AddSingleton<HeymarketReads>();
        services.AddSingleton<KeyProbe>();
        services.AddSingleton<GalleryHosts>();
        services.AddTransient<RoutingHandler>().AddTransient<SigningHandler>().AddTransient<LeavingHandler>();
        services.AddRefitGeneratedClient<IHeymarketApi>(new RefitSettings())
            .ConfigureHttpClient(client => Configure(client, options))
            // No retry handler among them, nor hedging: trying again is the ledger's decision.
            .AddHttpMessageHandler<RoutingHandler>().AddHttpMessageHandler<SigningHandler>().AddHttpMessageHandler<LeavingHandler>()
            .ConfigurePrimaryHttpMessageHandler(() => Transport(options))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // The factory's loggers would write addresses, which hold phone numbers.
            .RemoveAllLoggers();
        return services;
    }

    private static void Configure(HttpClient client, HeymarketOptions options)
    {
        client.BaseAddress = options.BaseAddress;
        // The limit of the whole call covers the body too, so it is kept where the body is read.
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        // HTTP/2 may repeat a request by itself when a server goes away.
        client.DefaultRequestVersion = HttpVersion.Version11;
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
    }

    private static SocketsHttpHandler Transport(HeymarketOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = options.Connect,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        // A changed address is noticed, though the handler lives as long as the process.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        AutomaticDecompression = DecompressionMethods.All,
        UseProxy = options.Proxy is not null,
        Proxy = options.Proxy is { } proxy ? new WebProxy(proxy, BypassOnLocal: true) : null,
    };
}
