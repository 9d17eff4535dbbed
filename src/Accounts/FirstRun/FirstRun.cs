using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HeymarketPortal.Accounts;

/// <summary>Makes the first administrator, once: from the page, or from settings at start.</summary>
public sealed class FirstRun(
    Database database, AccountDirectory accounts, SandboxTeam sandbox, FirstRunCode code, IOptions<FirstRunOptions> options, ILogger<FirstRun> log)
{
    /// <summary>Whether no account exists.</summary>
    public async Task<bool> IsDueAsync() => !await accounts.AnyAsync();

    /// <summary>Makes the administrator that <c>FirstRun:Email</c> and <c>FirstRun:Password</c> name, if no account exists.</summary>
    /// <returns>Null when there is nothing wrong, else the sentence that says what; the portal does not start then.</returns>
    public async Task<string?> RunUnattendedAsync()
    {
        var (email, password) = (options.Value.Email, options.Value.Password);
        if (string.IsNullOrEmpty(email) && string.IsNullOrEmpty(password) || !await IsDueAsync())
        {
            return null;
        }
        if ((EmailAddress.Problem(email) ?? PasswordRules.Problem(password, email)) is { } problem)
        {
            return problem;
        }
        if (await CreateAsync(email!.Split('@')[0], email, password!) is { } account)
        {
            log.LogInformation("Made the first administrator from FirstRun:Email.");
            if (options.Value.SandboxTeam)
            {
                await sandbox.CreateAsync(account.Id);
            }
        }
        return null;
    }

    /// <summary>Of two who ask at once, one gets the account and the other null: the question and the answer are one transaction.</summary>
    internal async Task<Account?> CreateAsync(string name, string email, string password)
    {
        var made = new NewAccount(name, email, accounts.Hash(password));
        var account = await database.WriteAsync(null, async db =>
            await db.Users.AnyAsync() ? null : await accounts.AddAsync(db, made, administrator: true, by: null));
        code.End();
        return account;
    }
}
