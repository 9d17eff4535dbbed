using System.Net;
using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Hosting;

/// <summary>The portal as it runs in production, behind a proxy on the same machine that speaks HTTPS to the world.</summary>
public sealed class ProductionTests(ProductionTests.Host portal) : IClassFixture<ProductionTests.Host>
{
    public sealed class Host() : PortalHost(null, ("environment", "Production"));

    [Fact]
    public async Task A_browser_that_came_by_HTTPS_is_told_to_stay_with_it_for_a_year()
    {
        using var response = await AskAsync("https");

        Assert.Equal("max-age=31536000", response.Headers.GetValues("Strict-Transport-Security").Single());
        Assert.Contains("connect-src 'self';", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_came_by_plain_HTTP_is_told_what_is_needed()
    {
        using var response = await AskAsync("http");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("This address needs HTTPS", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_portal_without_its_canary_is_alive_and_not_ready()
    {
        await using var damaged = await PortalHost.StartAsync();
        await damaged.Get<Database>().WriteAsync(null, db => db.Canaries.ExecuteDeleteAsync());
        using var client = damaged.NewClient();

        using var live = await client.AskAsync("/health/live");
        using var ready = await client.AskAsync("/health/ready");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (live.StatusCode, ready.StatusCode));
    }

    private async Task<HttpResponseMessage> AskAsync(string scheme)
    {
        using var client = portal.NewClient();
        client.DefaultRequestHeaders.Host = "portal.example";
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", scheme);
        return await client.AskAsync("/account/login");
    }
}
