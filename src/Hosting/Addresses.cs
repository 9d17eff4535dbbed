using System.Net;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sandbox;
using Microsoft.Extensions.Options;

namespace HeymarketPortal.Hosting;

/// <summary>Picks, of the addresses that are listened on, the one to use from this machine.</summary>
internal static class Addresses
{
    public const string Default = "http://localhost:5080";

    private static readonly string[] Wildcards = ["://*", "://+", "://0.0.0.0", "://[::]"];

    /// <summary>Plain HTTP on this machine first; a wildcard is reached as localhost.</summary>
    public static Uri? Own(IEnumerable<string> listened) => listened
        .Select(address => Uri.TryCreate(Named(address), UriKind.Absolute, out var uri) ? uri : null)
        .OfType<Uri>()
        .OrderBy(uri => (uri.Scheme == Uri.UriSchemeHttp ? 0 : 2) + (uri.IsLoopback ? 0 : 1))
        .FirstOrDefault();

    /// <summary>Where a portal with these settings listens, whether it runs or not.</summary>
    public static Uri? Configured(IConfiguration configuration) => Own((configuration["urls"] ?? Default).Split(';'));

    /// <returns>An address to listen at that is none; null when all of them are.</returns>
    public static string? Wrong(IConfiguration configuration) => (configuration["urls"] ?? "")
        .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>())
        .FirstOrDefault(address => !Uri.TryCreate(Named(address), UriKind.Absolute, out _));

    /// <summary>The same for people: passkeys work on localhost, not on 127.0.0.1.</summary>
    public static Uri ForPeople(Uri own) =>
        IPAddress.TryParse(own.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip) ? new UriBuilder(own) { Host = "localhost" }.Uri : own;

    /// <summary>Tells the Heymarket client where the sandbox is, which it asks over HTTP as it asks Heymarket.</summary>
    public static void Tell(IServiceProvider services, Uri? own)
    {
        var sandbox = services.GetRequiredService<IOptions<SandboxOptions>>().Value;
        if (own is not null && sandbox.IsOn(services.GetRequiredService<IHostEnvironment>()))
        {
            services.GetRequiredService<SandboxAddress>().Value = new Uri(own, SandboxOptions.ApiRoot);
        }
    }

    private static string Named(string address) =>
        Wildcards.Aggregate(address, (named, wildcard) => named.Replace(wildcard, "://localhost", StringComparison.Ordinal));
}
