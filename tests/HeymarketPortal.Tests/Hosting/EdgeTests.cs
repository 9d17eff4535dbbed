using System.Net;
using System.Net.Http.Headers;
using HeymarketPortal.Tests.Accounts;

namespace HeymarketPortal.Tests.Hosting;

public sealed class EdgeTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_answers_200_while_the_portal_works(string path)
    {
        using var client = portal.NewClient();
        using var response = await client.AskAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Healthy", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/nowhere")]
    [InlineData("/health/live")]
    [InlineData("/t/sandbox")]
    [InlineData("/favicon.svg")]
    public async Task Every_answer_tells_the_browser_what_it_may_do(string path)
    {
        using var client = portal.NewClient();
        using var response = await client.AskAsync(path);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single().Split("; ");
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("style-src 'self' 'unsafe-inline'", policy);
        Assert.Contains("img-src 'self' data: https:", policy);
        Assert.Contains("base-uri 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Contains("object-src 'none'", policy);
        Assert.Contains("form-action 'self'", policy);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/nowhere")]
    [InlineData("/t/sandbox")]
    [InlineData("/account/login")]
    public async Task No_page_is_kept_by_browser_or_proxy(string path)
    {
        using var client = portal.NewClient();
        using var response = await client.AskAsync(path);

        Assert.Contains("no-store", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/_blazor/negotiate?negotiateVersion=1", false, HttpStatusCode.Unauthorized, "Nothing here")]
    [InlineData("/t/no-such-team", true, HttpStatusCode.NotFound, "No such team here")]
    public async Task A_post_that_is_refused_keeps_its_own_status_and_gets_a_page(string path, bool signedIn, HttpStatusCode status, string title)
    {
        using var client = portal.NewClient();
        if (signedIn)
        {
            (await client.SignInAsync()).Dispose();
        }
        using var response = await client.PostAsync(new Uri(client.Address, path), null);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains($"<h1>{title}</h1>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_static_file_may_be_kept()
    {
        using var client = portal.NewClient();
        using var response = await client.AskAsync("/favicon.svg");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("no-store", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_is_never_compressed_beside_its_secrets()
    {
        using var client = portal.NewClient();
        client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        using var page = await client.AskAsync("/account/login");

        Assert.Empty(page.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("own", HttpStatusCode.SwitchingProtocols)]
    public async Task Only_our_own_pages_open_a_circuit_and_it_is_not_compressed(string origin, HttpStatusCode expected)
    {
        using var client = portal.NewClient();
        (await client.SignInAsync()).Dispose();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(portal.Address, "/_blazor"));
        request.Headers.Add("Origin", origin == "own" ? portal.Address.GetLeftPart(UriPartial.Authority) : origin);
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        request.Headers.Add("Sec-WebSocket-Extensions", "permessage-deflate");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(expected, response.StatusCode);
        Assert.False(response.Headers.Contains("Sec-WebSocket-Extensions"));
    }
}
