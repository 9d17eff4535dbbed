using HeymarketPortal.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Accounts;

/// <summary>Checks an email and a password and opens a session. Its answers tell nobody which accounts there are.</summary>
internal sealed class SignIn(
    Database database, SignInManager<Account> session, IPasswordHasher<Account> hasher, SignInAttempts attempts, AccountDirectory accounts,
    ILogger<SignIn> log)
{
    public const string Wrong = "Email or password is wrong. Check both, or ask an administrator for a link to set a new password.";
    public const string TooMany = "Too many wrong passwords. Wait 15 minutes and try again, or ask an administrator for a link to set a new password.";

    // What an unknown email is checked against, so that its answer takes as long as any other. Nobody knows the password.
    private static string? _nobodysHash;

    /// <summary>Signs the browser in.</summary>
    /// <returns>Null when done, else the sentence that says why not.</returns>
    public async Task<string?> TryAsync(HttpContext http, string email, string password)
    {
        var name = EmailAddress.Normalise(email);
        var prefix = AddressPrefix.Of(http.Connection.RemoteIpAddress);
        if (!attempts.Begin(name, prefix))
        {
            log.LogWarning("Sign-in refused for now: too many wrong passwords from {Prefix}.", prefix);
            return TooMany;
        }
        var account = await database.ReadAsync(null, db => db.Users.AsNoTracking().FirstOrDefaultAsync(a => a.NormalizedEmail == name));
        var found = Verify(account, password);
        if (account is null || found == PasswordVerificationResult.Failed || account.DisabledAt is not null)
        {
            log.LogInformation("Sign-in refused from {Prefix} for account {Account}.", prefix, account?.Id);
            return Wrong;
        }
        attempts.Forget(name, prefix);
        if (found == PasswordVerificationResult.SuccessRehashNeeded)
        {
            await accounts.RehashAsync(account, password);
        }
        await OpenAsync(account);
        return null;
    }

    /// <summary>Opens a session for an account whose owner has just proved to be it.</summary>
    public async Task OpenAsync(Account account)
    {
        await session.SignInAsync(account, new AuthenticationProperties { IsPersistent = false });
        await accounts.SeenAsync(account.Id);
        log.LogInformation("Account {Account} signed in.", account.Id);
    }

    /// <summary>Ends this browser's session, if there is one.</summary>
    public Task EndAsync() => session.SignOutAsync();

    /// <summary>The account's name or stamp is a new one; this browser stays signed in, until the same hour.</summary>
    public async Task RenewAsync(Account account) => await session.RefreshSignInAsync(account);

    /// <summary>Changes the password of who is signed in and keeps this one session.</summary>
    /// <returns>Null when done, else the sentence that says why not.</returns>
    public async Task<string?> ChangePasswordAsync(HttpContext http, Account account, string current, string password)
    {
        var (name, prefix) = (EmailAddress.Normalise(account.Email), AddressPrefix.Of(http.Connection.RemoteIpAddress));
        if (!attempts.Begin(name, prefix))
        {
            return TooMany;
        }
        if (Verify(account, current) == PasswordVerificationResult.Failed)
        {
            return "The current password is wrong.";
        }
        attempts.Forget(name, prefix);
        if (await accounts.ChangePasswordAsync(account, password) is not { } changed)
        {
            return "Your account has changed in the meantime. Sign in again.";
        }
        await RenewAsync(changed);
        log.LogInformation("Account {Account} changed its password.", account.Id);
        return null;
    }

    private PasswordVerificationResult Verify(Account? account, string password)
    {
        if (account?.PasswordHash is { } hash)
        {
            return hasher.VerifyHashedPassword(account, hash, password);
        }
        var nobody = new Account();
        _nobodysHash ??= hasher.HashPassword(nobody, Guid.NewGuid().ToString());
        hasher.VerifyHashedPassword(nobody, _nobodysHash, password);
        return PasswordVerificationResult.Failed;
    }
}
