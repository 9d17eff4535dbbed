using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Accounts;

/// <summary>Checks an email and a password and opens a session. Its answers tell nobody which accounts there are.</summary>
internal sealed class SignIn(
    Database database, SignInManager<Account> session, IPasswordHasher<Account> hasher, SignInAttempts attempts, AccountDirectory accounts,
    SecondStep step, Sessions sessions, TimeProvider time, ILogger<SignIn> log)
{
    public const string Wrong = "Email or password is wrong. Check both, or ask an administrator for a link to set a new password.";
    public const string TooMany = "Too many wrong passwords. Wait 15 minutes and try again, or ask an administrator for a link to set a new password.";

    /// <summary>Signs the browser in, or leads to the second step where the account has one.</summary>
    public async Task<SignInAnswer> TryAsync(HttpContext http, string email, string password)
    {
        var name = EmailAddress.Normalise(email);
        var prefix = AddressPrefix.Of(http.Connection.RemoteIpAddress);
        if (!attempts.Begin(name, prefix))
        {
            log.LogWarning("Sign-in refused for now: too many wrong passwords from {Prefix}.", prefix);
            return new SignInAnswer.Refused(TooMany);
        }
        var account = await database.ReadAsync(null, db => db.Users.AsNoTracking().FirstOrDefaultAsync(a => a.NormalizedEmail == name));
        var found = Verify(account, password);
        if (account is null || found == PasswordVerificationResult.Failed || account.DisabledAt is not null)
        {
            log.LogInformation("Sign-in refused from {Prefix} for account {Account}.", prefix, account?.Id);
            return new SignInAnswer.Refused(Wrong);
        }
        if (found == PasswordVerificationResult.SuccessRehashNeeded)
        {
            await accounts.RehashAsync(account, password);
        }
        if (account.TwoFactorEnabled)
        {
            // The tries stay counted: they end with the right code.
            await SecondStep.BeginAsync(http, account);
            return new SignInAnswer.NeedsCode();
        }
        attempts.Forget(name, prefix);
        await OpenAsync(account);
        return new SignInAnswer.Open();
    }

    /// <summary>Opens a session for an account whose owner has just proved to be it.</summary>
    public async Task OpenAsync(Account account)
    {
        var http = session.Context;
        var before = (await http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Principal;
        var token = await sessions.OpenAsync(account, AddressPrefix.Of(http.Connection.RemoteIpAddress), http.Request.Headers.UserAgent, before);
        await session.SignInWithClaimsAsync(account, new AuthenticationProperties { IsPersistent = false }, [FreshSignIn.ClaimFor(time.GetUtcNow()), Sessions.ClaimFor(token)]);
        await accounts.SeenAsync(account.Id);
        log.LogInformation("Account {Account} signed in.", account.Id);
    }

    /// <summary>Ends this browser's session, if there is one.</summary>
    public Task EndAsync() => session.SignOutAsync();

    /// <summary>The account's name or stamp is a new one; this browser stays signed in, until the same hour.</summary>
    public async Task RenewAsync(Account account)
    {
        var now = await session.Context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        await sessions.RenewAsync(now.Principal, account);
        await session.SignInWithClaimsAsync(account, now.Properties, [.. FreshSignIn.ClaimsOf(now.Principal), .. Sessions.ClaimsOf(now.Principal)]);
    }

    /// <summary>Opens a new session for who is signed in and proves it with all that signing in takes.</summary>
    /// <param name="code">Of the app, or a recovery code; null where the account has neither.</param>
    /// <returns>Null when done, else the sentence that says why not.</returns>
    public async Task<string?> AgainAsync(HttpContext http, Account account, string password, string? code)
    {
        if (Prove(http, account, password) is { } wrong)
        {
            return wrong;
        }
        if (account.TwoFactorEnabled && await step.TryAsync(http, account, code ?? "", recovery: code?.Any(char.IsAsciiLetter) == true) is { } wrongCode)
        {
            return wrongCode;
        }
        await OpenAsync(account);
        return null;
    }

    /// <summary>Changes the password of who is signed in and keeps this one session.</summary>
    /// <returns>Null when done, else the sentence that says why not.</returns>
    public async Task<string?> ChangePasswordAsync(HttpContext http, Account account, string current, string password)
    {
        if (Prove(http, account, current) is { } wrong)
        {
            return wrong;
        }
        if (await accounts.ChangePasswordAsync(account, password) is not { } changed)
        {
            return "Your account has changed in the meantime. Sign in again.";
        }
        await RenewAsync(changed);
        log.LogInformation("Account {Account} changed its password.", account.Id);
        return null;
    }

    /// <summary>Whether somebody who is signed in still knows the password.</summary>
    /// <returns>Null when right, else the sentence that says why not.</returns>
    public string? Prove(HttpContext http, Account account, string password)
    {
        var (name, prefix) = (EmailAddress.Normalise(account.Email), AddressPrefix.Of(http.Connection.RemoteIpAddress));
        if (!attempts.Begin(name, prefix))
        {
            return TooMany;
        }
        if (Verify(account, password) == PasswordVerificationResult.Failed)
        {
            return "The current password is wrong.";
        }
        attempts.Forget(name, prefix);
        return null;
    }

    private PasswordVerificationResult Verify(Account? account, string password)
    {
        if (account?.PasswordHash is { } hash)
        {
            return hasher.VerifyHashedPassword(account, hash, password);
        }
        hasher.VerifyHashedPassword(new Account(), accounts.NobodysHash, password);
        return PasswordVerificationResult.Failed;
    }
}

/// <summary>What an email and a password came to.</summary>
internal abstract record SignInAnswer
{
    private SignInAnswer()
    {
    }

    public sealed record Open : SignInAnswer;

    public sealed record NeedsCode : SignInAnswer;

    public sealed record Refused(string Sentence) : SignInAnswer;
}
