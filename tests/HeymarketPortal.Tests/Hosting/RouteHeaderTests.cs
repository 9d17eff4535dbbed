using HeymarketPortal.Teams;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace HeymarketPortal.Tests.Hosting;

/// <summary>Made from the route table of the whole portal: a page or an endpoint that somebody adds tomorrow is tested by itself.</summary>
public sealed class RouteHeaderTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static readonly string[] Promised =
        ["default-src 'self'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "base-uri 'self'", "frame-ancestors 'none'", "object-src 'none'", "form-action 'self'"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_route_tells_the_browser_what_it_may_do_and_keep(bool signedIn)
    {
        using var client = portal.NewClient();
        if (signedIn)
        {
            using var entered = await client.SignInAsync();
        }
        var addresses = Addresses();
        Assert.True(addresses.Count > 40);
        foreach (var address in addresses)
        {
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post])
            {
                using var request = new HttpRequestMessage(method, new Uri(portal.Address, address));
                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                var what = $"{method} {address} ({(int)answer.StatusCode})";
                var policy = Header(answer, "Content-Security-Policy")?.Split("; ") ?? [];
                Assert.True(Promised.All(policy.Contains), $"{what}: {string.Join("; ", policy)}");
                Assert.True(Header(answer, "X-Content-Type-Options") == "nosniff", what);
                Assert.True(Header(answer, "Referrer-Policy") == "same-origin", what);
                Assert.True(Header(answer, "X-Frame-Options") == "DENY", what);
                Assert.False(answer.Headers.Contains("Server") || answer.Headers.Contains("X-Powered-By"), what);
                Assert.True(IsPrivate(answer), $"{what} may be kept: {answer.Headers.CacheControl}");
                Assert.All(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], cookie => Assert.True(IsGuarded(cookie), $"{what}: {cookie}"));
            }
        }
    }

    // Static files, and what says how long it may be kept, hold nothing of anybody's.
    private static bool IsPrivate(HttpResponseMessage answer) =>
        answer.Headers.CacheControl?.NoStore == true
        || (answer.Content.Headers.ContentType?.MediaType is { } type && type != "text/html" && type != "text/csv" && answer.RequestMessage!.RequestUri!.AbsolutePath.Contains('.', StringComparison.Ordinal));

    // Antiforgery refuses to work over http://localhost with a Secure cookie; over HTTPS its cookie is Secure too.
    private static bool IsGuarded(string cookie) => Says(cookie, "httponly")
        && (cookie.StartsWith("__Host-", StringComparison.Ordinal) ? Says(cookie, "secure") && Says(cookie, "path=/") && Says(cookie, "samesite=") : cookie.StartsWith("portal-form=", StringComparison.Ordinal) && Says(cookie, "samesite=strict"));

    private static bool Says(string cookie, string attribute) => cookie.Contains($"; {attribute}", StringComparison.OrdinalIgnoreCase);

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>Each route once, with a team that exists and with nonsense in place of everything else.</summary>
    private List<string> Addresses() =>
    [
        .. portal.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Filled)))))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private static string Filled(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { Name: TeamGate.RouteValue } => PortalHost.SandboxTeam,
        _ => "1",
    };
}
