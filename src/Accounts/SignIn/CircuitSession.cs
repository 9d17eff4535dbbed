using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;

namespace HeymarketPortal.Accounts;

/// <summary>Holds each circuit against its session once a minute: its end, a disabled account or a changed password end it.</summary>
internal sealed class CircuitSession(
    ILoggerFactory log, Sessions sessions, IOptions<SessionOptions> options, IHostApplicationLifetime portal)
    : RevalidatingServerAuthenticationStateProvider(log)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(options.Value.CheckSeconds);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        IsCurrentAsync(authenticationState.User);

    internal async Task<bool> IsCurrentAsync(ClaimsPrincipal user) =>
        // A portal that stops ends its circuits by itself, and its database may be closed already.
        portal.ApplicationStopping.IsCancellationRequested || await sessions.CheckAsync(user, isActivity: false) is not null;
}
