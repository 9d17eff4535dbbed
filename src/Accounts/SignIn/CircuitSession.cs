using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace HeymarketPortal.Accounts;

/// <summary>Holds each circuit against its account once a minute: a disabled account or a changed password ends it.</summary>
internal sealed class CircuitSession(
    ILoggerFactory log, AccountDirectory accounts, IOptions<IdentityOptions> options, IHostApplicationLifetime portal)
    : RevalidatingServerAuthenticationStateProvider(log)
{
    protected override TimeSpan RevalidationInterval => Session.CheckEvery;

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        IsCurrentAsync(authenticationState.User);

    internal async Task<bool> IsCurrentAsync(ClaimsPrincipal user) =>
        // A portal that stops ends its circuits by itself, and its database may be closed already.
        portal.ApplicationStopping.IsCancellationRequested || await accounts.IsCurrentAsync(
            CurrentAccount.Of(user)?.Id, user.FindFirst(options.Value.ClaimsIdentity.SecurityStampClaimType)?.Value);
}
