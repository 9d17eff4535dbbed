using System.Globalization;
using System.Security.Claims;
using HeymarketPortal.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace HeymarketPortal.Accounts;

/// <summary>What the cookie says: id, name and security stamp. Everything else is read when it matters.</summary>
internal sealed class AccountClaims(IOptions<IdentityOptions> options) : IUserClaimsPrincipalFactory<Account>
{
    public Task<ClaimsPrincipal> CreateAsync(Account user)
    {
        var names = options.Value.ClaimsIdentity;
        var identity = new ClaimsIdentity(
            [
                new(names.UserIdClaimType, user.Id.ToString(CultureInfo.InvariantCulture)),
                new(names.UserNameClaimType, user.Name),
                new(names.SecurityStampClaimType, user.SecurityStamp ?? ""),
            ],
            IdentityConstants.ApplicationScheme, names.UserNameClaimType, names.RoleClaimType);
        return Task.FromResult(new ClaimsPrincipal(identity));
    }
}
