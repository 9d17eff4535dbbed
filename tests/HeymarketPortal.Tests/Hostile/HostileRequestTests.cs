using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using HeymarketPortal.Tests.Accounts;
using HeymarketPortal.Tests.Hooks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace HeymarketPortal.Tests.Hostile;

public sealed class OpenDoors() : PortalHost(null, ("Accounts:PostsPerMinute", "1000000"), ("Hooks:CallsPerMinute", "1000000"), ("environment", "Development"));

/// <summary>Whatever is asked of the portal over HTTP is answered, and never by a fault of its own.</summary>
[Collection(HostileCollection.Name)]
public sealed partial class HostileRequestTests(OpenDoors portal) : IClassFixture<OpenDoors>
{
    private static readonly string[] Names = ["search", "state", "from", "to", "day", "inbox", "sender", "kind", "sort", "open", "code", "returnUrl", "format", "again", "list", "tab", "id", "draft", "before"];

    [Fact]
    public async Task Any_address_with_any_query()
    {
        using var client = portal.NewClient();
        using var signedIn = await client.SignInAsync();
        var routes = portal.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(e => "/" + (e.RoutePattern.RawText ?? "").TrimStart('/')).Distinct()
            .Where(route => !route.StartsWith("/_", StringComparison.Ordinal)).ToList();
        Assert.True(routes.Count > 20);
        await HostileRun.TryAsync(async i =>
        {
            var text = new HostileText(i);
            var path = Parameter().Replace(routes[text.Below(routes.Count)], place => place.Value.StartsWith("{team", StringComparison.Ordinal) && !text.OneIn(4) ? PortalHost.SandboxTeam : Escaped(text.Next(), 500));
            var query = string.Join('&', Enumerable.Range(0, text.Below(4)).Select(_ => $"{(text.OneIn(5) ? Escaped(text.Next(), 100) : Names[text.Below(Names.Length)])}={Escaped(text.Next(), 500)}"));
            await AskAsync(client, new HttpRequestMessage(HttpMethod.Get, new Uri(portal.Address, $"{path}?{query}")));
        });
    }

    [Theory]
    [InlineData("/account/login")]
    [InlineData("/account/manage")]
    [InlineData("/account/manage/password")]
    [InlineData("/account/reset/nonsense")]
    [InlineData("/account/invitation/nonsense")]
    [InlineData("/first-run?code=nonsense")]
    public async Task Any_form_with_anything_in_it(string path)
    {
        using var client = portal.NewClient();
        if (path.Contains("/manage", StringComparison.Ordinal))
        {
            using var signedIn = await client.SignInAsync();
        }
        var page = await client.ReadAsync(path);
        var fields = Field().Matches(page).Select(m => m.Groups[1].Value).Where(name => name.StartsWith("Form.", StringComparison.Ordinal)).Append("Form.Email").Append("Form.Password").Distinct().ToList();
        await HostileRun.TryAsync(async i =>
        {
            var text = new HostileText(i);
            using var form = await client.FormAsync(path, [.. fields.Where(_ => !text.OneIn(6)).Select(name => (name, text.Next()))]);
            HttpContent body = text.Below(8) switch
            {
                0 => new StringContent(text.Next(), Encoding.UTF8, "application/x-www-form-urlencoded"),
                1 => new StringContent("--x\r\nContent-Disposition: form-data; name=\"Form.Email\"\r\n\r\n" + text.Next(), Encoding.UTF8, "multipart/form-data"),
                2 => new ByteArrayContent(new HostileJson(i, "{\"Form.Email\":1}").Next()),
                _ => form,
            };
            await AskAsync(client, new HttpRequestMessage(HttpMethod.Post, new Uri(portal.Address, path)) { Content = body });
        });
    }

    [Fact]
    public async Task Any_call_of_a_webhook_with_its_token_and_without()
    {
        var (_, hook) = await HookEndpointTests.MakeAsync(portal);
        using var client = new HttpClient();
        string[] samples = [HookStage.Sent("6b1e").Replace("\"t\"", $"\"{hook.Token}\"", StringComparison.Ordinal), HookStage.OptOut().Replace("\"t\"", $"\"{hook.Token}\"", StringComparison.Ordinal)];
        await HostileRun.TryAsync(async i =>
        {
            var text = new HostileText(i);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(portal.Address, $"/hooks/heymarket/{(text.OneIn(20) ? Escaped(text.Next(), 200) : hook.Path)}"));
            request.Content = new ByteArrayContent(text.OneIn(200) ? new byte[50 * 1024 * 1024] : new HostileJson(i, samples).Next());
            request.Headers.TryAddWithoutValidation("X-Heymarket-Token", text.OneIn(2) ? hook.Token : string.Concat(text.Next().Where(c => c is > ' ' and < '\u007f')));
            await AskAsync(client, request);
        });
        // Whatever was stored is worked off by the portal's own worker, which still lives.
        Assert.False(portal.Get<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public async Task Any_body_sent_to_the_sandbox()
    {
        using var client = new HttpClient();
        var routes = portal.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(e => "/" + (e.RoutePattern.RawText ?? "").TrimStart('/'))
            .Where(route => route.StartsWith("/sandbox", StringComparison.Ordinal)).Distinct().ToList();
        const string send = """{"inbox_id":413,"creator_id":12,"phone_number":"15105550142","text":"Hi","targets":["15105550142"],"list_id":1,"local_id":"x","page":0,"start":"2026-01-01T00:00:00Z"}""";
        await HostileRun.TryAsync(async i =>
        {
            var text = new HostileText(i);
            var path = Parameter().Replace(routes[text.Below(routes.Count)], _ => text.OneIn(2) ? "413" : Escaped(text.Next(), 100));
            var request = new HttpRequestMessage(text.OneIn(3) ? HttpMethod.Get : HttpMethod.Post, new Uri(portal.Address, path));
            request.Headers.TryAddWithoutValidation("Authorization", text.OneIn(4) ? "Bearer " + string.Concat(text.Next().Where(c => c is > ' ' and < '\u007f')) : "Bearer sandbox-key");
            request.Content = request.Method == HttpMethod.Post ? new ByteArrayContent(new HostileJson(i, send).Next()) { Headers = { ContentType = new("application/json") } } : null;
            // The switches make the sandbox answer faults by intent.
            if (!path.EndsWith("/switches", StringComparison.Ordinal))
            {
                await AskAsync(client, request);
            }
        });
    }

    private static async Task AskAsync(HttpClient client, HttpRequestMessage request)
    {
        var what = $"{request.Method} {request.RequestUri!.PathAndQuery[..Math.Min(300, request.RequestUri.PathAndQuery.Length)]}";
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            Assert.True((int)answer.StatusCode < 500 || answer.StatusCode == HttpStatusCode.NotImplemented, $"{what} answered {(int)answer.StatusCode}.");
            await answer.Content.CopyToAsync(Stream.Null, limit.Token);
        }
        catch (HttpRequestException refused) when (request.Content is ByteArrayContent { Headers.ContentLength: > 1_000_000 } || refused.HttpRequestError == HttpRequestError.InvalidResponse)
        {
            // Too large a body is not read to its end: the connection is closed on it.
        }
        finally
        {
            request.Dispose();
        }
    }

    // Half a surrogate pair is no address that a browser could send.
    private static string Escaped(string text, int longest) =>
        Uri.EscapeDataString(string.Concat(text.Where(c => !char.IsSurrogate(c)).Take(longest)));

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("<(?:input|select|textarea)[^>]* name=\"([^\"]+)\"")]
    private static partial Regex Field();
}
