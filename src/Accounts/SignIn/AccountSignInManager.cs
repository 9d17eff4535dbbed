using HeymarketPortal.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace HeymarketPortal.Accounts;

/// <summary>Identity's sign-in, for accounts that an administrator can shut out.</summary>
internal sealed class AccountSignInManager(
    UserManager<Account> users, IHttpContextAccessor http, IUserClaimsPrincipalFactory<Account> claims, IOptions<IdentityOptions> options,
    ILogger<SignInManager<Account>> log, IAuthenticationSchemeProvider schemes, IUserConfirmation<Account> confirmation, Sessions sessions)
    : SignInManager<Account>(users, http, claims, options, log, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(Account user) => user.DisabledAt is null && await base.CanSignInAsync(user);

    // No other scheme of Identity's is registered, and signing out of one that is missing throws.
    public override async Task SignOutAsync()
    {
        await sessions.EndAsync(Context.User);
        await Context.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}
