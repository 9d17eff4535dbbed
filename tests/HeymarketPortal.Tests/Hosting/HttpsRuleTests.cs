using System.Net;
using HeymarketPortal.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace HeymarketPortal.Tests.Hosting;

public sealed class HttpsRuleTests
{
    [Theory]
    [InlineData("Production", "http", "10.0.0.7", "portal.example", "/", false)]
    [InlineData("Production", "https", "10.0.0.7", "portal.example", "/", true)]
    [InlineData("Production", "http", "127.0.0.1", "localhost", "/account/login", true)]
    [InlineData("Production", "http", "::1", "localhost", "/t/sandbox", true)]
    [InlineData("Production", "http", "10.0.0.7", "portal.example", "/health/ready", true)]
    [InlineData("Development", "http", "10.0.0.7", "10.0.0.1", "/t/sandbox", true)]
    public async Task Plain_HTTP_is_refused_in_production_except_from_this_machine(
        string environment, string scheme, string from, string host, string path, bool served) =>
        Assert.Equal(served, await AskAsync(environment, scheme, from, host, path) == StatusCodes.Status200OK);

    [Theory]
    [InlineData("10.0.0.1", "/account/login", false)]
    [InlineData("portal.example", "/first-run", false)]
    [InlineData("localhost", "/account/login", true)]
    [InlineData("127.0.0.1", "/account/login", true)]
    [InlineData("[::1]", "/first-run", true)]
    public async Task Sign_in_is_not_offered_where_the_browser_drops_the_cookie(string host, string path, bool served) =>
        Assert.Equal(served, await AskAsync("Development", "http", "10.0.0.7", host, path) == StatusCodes.Status200OK);

    [Fact]
    public async Task The_refusal_says_what_is_needed()
    {
        var http = Request("http", "10.0.0.7", "portal.example", "/");
        http.Response.Body = new MemoryStream();
        await Rule("Production").InvokeAsync(http);

        Assert.Equal(StatusCodes.Status403Forbidden, http.Response.StatusCode);
        http.Response.Body.Position = 0;
        Assert.Contains("<h1>This address needs HTTPS</h1>", await new StreamReader(http.Response.Body).ReadToEndAsync(), StringComparison.Ordinal);
    }

    private static async Task<int> AskAsync(string environment, string scheme, string from, string host, string path)
    {
        var http = Request(scheme, from, host, path);
        await Rule(environment).InvokeAsync(http);
        return http.Response.StatusCode;
    }

    private static HttpsRule Rule(string environment) => new(
        _ => Task.CompletedTask, new ConfigurationBuilder().Build(), new HostingEnvironment { EnvironmentName = environment });

    private static DefaultHttpContext Request(string scheme, string from, string host, string path)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(from);
        (http.Request.Scheme, http.Request.Host, http.Request.Path) = (scheme, new HostString(host), path);
        return http;
    }
}
