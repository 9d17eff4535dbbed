using System.Globalization;
using System.Security.Claims;
using HeymarketPortal.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace HeymarketPortal.Accounts;

/// <summary>
/// Between a right password and a session, for accounts with a second factor: a cookie of five minutes that says whose password was right
/// and opens nothing by itself.
/// </summary>
internal sealed class SecondStep(AccountDirectory accounts, SecondFactors factors, SignInAttempts attempts, ILogger<SecondStep> log)
{
    public const string Scheme = "SecondStep";
    public const string Path = "/account/login/code";
    public const string RecoveryPath = "/account/login/recovery-code";
    public const string Wrong = "This code is wrong, or it was used already. Wait for the next one.";
    public const string WrongRecovery = "This is none of your recovery codes, or it was used already.";
    private const string StampClaim = "stamp";
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    public static void Configure(CookieAuthenticationOptions options)
    {
        Session.Guard(options.Cookie, $"{Session.Cookie}-step");
        options.ExpireTimeSpan = Lasts;
        options.SlidingExpiration = false;
    }

    public static Task BeginAsync(HttpContext http, Account account) => http.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, account.Id.ToString(CultureInfo.InvariantCulture)), new(StampClaim, account.SecurityStamp ?? "")], Scheme)));

    /// <summary>Whose password was right in this browser; null when nobody's, or not any more.</summary>
    public async Task<Account?> WhoAsync(HttpContext http)
    {
        var begun = (await http.AuthenticateAsync(Scheme)).Principal;
        return CurrentAccount.Of(begun) is { } who && await accounts.FindAsync(who.Id) is { DisabledAt: null, TwoFactorEnabled: true } account
            && account.SecurityStamp == begun!.FindFirstValue(StampClaim) ? account : null;
    }

    /// <summary>Tries a code of the app, or a recovery code.</summary>
    /// <returns>Null when it was right, else the sentence that says why not.</returns>
    public async Task<string?> TryAsync(HttpContext http, Account account, string code, bool recovery)
    {
        var (email, prefix) = (EmailAddress.Normalise(account.Email), AddressPrefix.Of(http.Connection.RemoteIpAddress));
        // Six digits are soon guessed from many networks. Who is here knows the password, so nobody is locked out by a stranger.
        if (!attempts.Begin(email, prefix) || !attempts.Begin(CodesOf(account), Anywhere))
        {
            log.LogWarning("Second step refused for now for account {Account}: too many wrong codes, the last from {Prefix}.", account.Id, prefix);
            return SignIn.TooMany;
        }
        if (!(recovery ? await factors.TakeRecoveryCodeAsync(account, code) : await factors.TakeCodeAsync(account, code)))
        {
            log.LogInformation("Second step refused from {Prefix} for account {Account}.", prefix, account.Id);
            return recovery ? WrongRecovery : Wrong;
        }
        attempts.Forget(email, prefix);
        attempts.Forget(CodesOf(account), Anywhere);
        await http.SignOutAsync(Scheme);
        return null;
    }

    private const string Anywhere = "anywhere";
    private static string CodesOf(Account account) => $"codes of {account.Id}";
}
