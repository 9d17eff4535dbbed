using HeymarketPortal.Data;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HeymarketPortal.Accounts;

/// <summary>Holds each circuit against its account once a minute: a disabled account or a changed password ends it.</summary>
internal sealed class CircuitSession(ILoggerFactory log, Database database, IOptions<IdentityOptions> options)
    : RevalidatingServerAuthenticationStateProvider(log)
{
    protected override TimeSpan RevalidationInterval => Session.CheckEvery;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var stamp = authenticationState.User.FindFirst(options.Value.ClaimsIdentity.SecurityStampClaimType)?.Value;
        return CurrentAccount.Of(authenticationState.User) is { Id: var id } && await database.ReadAsync(
            null, db => db.Users.AnyAsync(a => a.Id == id && a.DisabledAt == null && a.SecurityStamp == stamp, cancellationToken), cancellationToken);
    }
}
