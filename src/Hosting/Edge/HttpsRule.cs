using System.Net;

namespace HeymarketPortal.Hosting;

/// <summary>
/// Refuses plain HTTP from other machines (<c>Hosting:RequireHttps</c>), and sign-in wherever the browser would not keep the
/// session cookie, which is always Secure: there it would ask for the password again and again.
/// </summary>
internal sealed class HttpsRule(RequestDelegate next, IConfiguration configuration, IHostEnvironment environment)
{
    private readonly bool _required = configuration.GetValue("Hosting:RequireHttps", environment.IsProduction());

    public Task InvokeAsync(HttpContext http) =>
        http.Request.IsHttps || IsProbe(http.Request.Path) || !(_required && IsRemote(http) || IsSignIn(http.Request))
            ? next(http)
            : PlainPage.WriteAsync(http, StatusCodes.Status403Forbidden, "This address needs HTTPS",
                "The portal keeps your session in a cookie that travels over HTTPS only. Open this page with https:// in front, " +
                "or on the portal's own machine as http://localhost.");

    private static bool IsRemote(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address);

    private static bool IsSignIn(HttpRequest request) =>
        (request.Path.StartsWithSegments("/account") || request.Path.StartsWithSegments("/first-run")) && !IsLocal(request.Host.Host);

    // What browsers call trustworthy without HTTPS.
    private static bool IsLocal(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    // A load balancer asks these over the inner network; they tell nothing.
    private static bool IsProbe(PathString path) => path.StartsWithSegments("/health");
}
