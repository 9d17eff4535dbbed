using System.Net;

namespace HeymarketPortal.Hosting;

/// <summary>Picks, of the addresses that are listened on, the one to use from this machine.</summary>
internal static class Addresses
{
    public const string Default = "http://localhost:5080";

    /// <summary>Plain HTTP on this machine first; a wildcard is reached as localhost.</summary>
    public static Uri? Own(IEnumerable<string> listened) => listened
        .Select(address => Uri.TryCreate(Named(address), UriKind.Absolute, out var uri) ? uri : null)
        .OfType<Uri>()
        .OrderBy(uri => (uri.Scheme == Uri.UriSchemeHttp ? 0 : 2) + (uri.IsLoopback ? 0 : 1))
        .FirstOrDefault();

    /// <summary>The same for people: passkeys work on localhost, not on 127.0.0.1.</summary>
    public static Uri ForPeople(Uri own) =>
        IPAddress.TryParse(own.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip) ? new UriBuilder(own) { Host = "localhost" }.Uri : own;

    private static string Named(string address) => address
        .Replace("://*", "://localhost", StringComparison.Ordinal)
        .Replace("://+", "://localhost", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
        .Replace("://[::]", "://localhost", StringComparison.Ordinal);
}
