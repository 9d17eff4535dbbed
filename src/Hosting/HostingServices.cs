using HeymarketPortal.Accounts;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

namespace HeymarketPortal.Hosting;

public static class HostingServices
{
    /// <summary>The edges of the process: start, key ring, health, log. Registers <see cref="Data.Secrets.MasterKeys"/>.</summary>
    /// <returns>Where the database is.</returns>
    public static PortalFiles AddHosting(this WebApplicationBuilder builder)
    {
        var files = new PortalFiles(builder.Configuration, builder.Environment.ContentRootPath);
        var services = builder.Services;
        services.AddSingleton(files);
        services.AddSingleton<MasterKeySource>();
        services.AddSingleton(provider => provider.GetRequiredService<MasterKeySource>().Keys);
        services.AddSingleton<Schema>();
        services.AddSingleton<PortalStart>();
        services.TryAddSingleton<FirstRunCode>();
        services.AddKeyRing();
        services.AddHealthChecks().AddCheck<ReadyCheck>("ready");
        services.Configure<ForwardedHeadersOptions>(options =>
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        AddLog(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        UseDefaultAddress(builder);
        return files;
    }

    private static void AddLog(ILoggingBuilder log)
    {
        log.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
        // A start that fails is told in one line by Serving; this category would add the stack trace. What stops the host later is Critical.
        log.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // Below that it writes down every event of a page: what is typed, API keys and messages too. No setting turns it on.
        log.AddFilter("Microsoft.AspNetCore.SignalR", LogLevel.Information);
    }

    private static void UseDefaultAddress(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        string[] others = ["urls", "http_ports", "https_ports"];
        if (others.All(key => string.IsNullOrEmpty(configuration[key])) && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(Addresses.Default);
        }
    }
}
