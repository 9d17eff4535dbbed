using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace HeymarketPortal.Accounts;

/// <summary>Holds each circuit against its account once a minute: a disabled account or a changed password ends it.</summary>
internal sealed class CircuitSession(ILoggerFactory log, AccountDirectory accounts, IOptions<IdentityOptions> options)
    : RevalidatingServerAuthenticationStateProvider(log)
{
    protected override TimeSpan RevalidationInterval => Session.CheckEvery;

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        accounts.IsCurrentAsync(
            CurrentAccount.Of(authenticationState.User)?.Id,
            authenticationState.User.FindFirst(options.Value.ClaimsIdentity.SecurityStampClaimType)?.Value);
}
