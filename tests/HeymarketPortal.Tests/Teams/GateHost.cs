using System.Security.Claims;
using System.Text.Encodings.Web;
using HeymarketPortal.Teams;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace HeymarketPortal.Tests.Teams;

/// <summary>The gate before addresses of a test's own, with the account named by a header instead of a cookie.</summary>
public sealed class GateHost : IAsyncDisposable
{
    private const string AccountHeader = "X-Test-Account";
    private readonly WebApplication _app;

    private GateHost(TeamStage stage, WebApplication app, FakeLogCollector logs) => (Stage, _app, Logs) = (stage, app, logs);

    public TeamStage Stage { get; }
    public FakeLogCollector Logs { get; }

    public static async Task<GateHost> StartAsync(Action<IEndpointRouteBuilder> addresses)
    {
        var logs = new FakeLogCollector();
        var stage = await TeamStage.SetAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(new FakeLoggerProvider(logs));
        builder.Services.AddSingleton(stage.Directory);
        builder.Services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, HeaderAccount>("Test", null);
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseTeamGate();
        addresses(app);
        await app.StartAsync();
        return new GateHost(stage, app, logs);
    }

    public async Task<(int Status, string Html)> GetAsync(string address, long? accountId)
    {
        using var client = _app.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (accountId is { } id)
        {
            request.Headers.Add(AccountHeader, $"{id}");
        }
        using var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Stage.DisposeAsync();
    }

    private sealed class HeaderAccount(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Request.Headers[AccountHeader].ToString() is { Length: > 0 } id
                ? AuthenticateResult.Success(new(new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, id)], "Test")), "Test"))
                : AuthenticateResult.NoResult());
    }
}
