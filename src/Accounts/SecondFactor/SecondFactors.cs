using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Accounts;

/// <summary>
/// What proves a person besides the password. Turning it on or off ends the account's sessions but the one that is renewed after it.
/// Audited in the portal's chain, in the transaction of the change.
/// </summary>
internal sealed class SecondFactors(Database database, TotpSeal seal, AuditTrail audit, TimeProvider time)
{
    /// <summary>How many recovery codes an account has left.</summary>
    public Task<int> CodesLeftAsync(long accountId) => database.ReadAsync(null, db => db.RecoveryCodes.CountAsync(c => c.AccountId == accountId));

    /// <summary>Takes a secret for good once a code of it shows that the app has it.</summary>
    /// <param name="proved">Nothing of the account has changed since it was read.</param>
    /// <returns>The account as it is now and its recovery codes, told this once; null when the code is wrong.</returns>
    public Task<NewCodes?> TurnOnAsync(Account proved, DateTimeOffset? signedInAt, byte[] secret, string? code) => ChangeAsync(proved, signedInAt, async (db, account) =>
    {
        if (account.SealedTotp is not null || Totp.StepOf(secret, code, time.GetUtcNow()) is not { } step)
        {
            return null;
        }
        (account.SealedTotp, account.TotpStep, account.TwoFactorEnabled) = (seal.Seal(account.Id, secret), step, true);
        account.SecurityStamp = AccountDirectory.NewStamp();
        await TellAsync(db, account, "second-factor.on");
        return new NewCodes(account, await RecoveryCodes.MakeAsync(db, account.Id));
    });

    /// <summary>Unless there is a passkey, the password alone signs in again, and the recovery codes end.</summary>
    public Task<Account?> TurnOffAsync(Account proved, DateTimeOffset? signedInAt) => ChangeAsync(proved, signedInAt, async (db, account) =>
    {
        (account.SealedTotp, account.TotpStep) = (null, null);
        await EndAsync(db, account, passkeysLeft: await db.UserPasskeys.AnyAsync(p => p.UserId == account.Id));
        await TellAsync(db, account, "second-factor.off");
        return account;
    });

    /// <summary>Makes ten new recovery codes; the old ones end.</summary>
    public Task<NewCodes?> MakeCodesAsync(Account proved, DateTimeOffset? signedInAt) => ChangeAsync(proved, signedInAt, async (db, account) =>
    {
        if (!account.TwoFactorEnabled)
        {
            return null;
        }
        await TellAsync(db, account, "recovery-codes.made");
        return new NewCodes(account, await RecoveryCodes.MakeAsync(db, account.Id));
    });

    /// <summary>Whether a code is right now. It counts once: the step it is of is compared and kept in one statement.</summary>
    public async Task<bool> TakeCodeAsync(Account account, string? code)
    {
        if (account.SealedTotp is not { } closed || Totp.StepOf(seal.Open(account.Id, closed), code, time.GetUtcNow()) is not { } step)
        {
            return false;
        }
        return await database.WriteAsync(null, async db => await Same(db, account)
            .Where(a => a.SealedTotp == closed && (a.TotpStep == null || a.TotpStep < step))
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.TotpStep, step)) == 1);
    }

    /// <summary>Whether it is one of the account's recovery codes. It counts once.</summary>
    public Task<bool> TakeRecoveryCodeAsync(Account account, string? code) => database.WriteAsync(null, async db =>
    {
        if (!await Same(db, account).AnyAsync() || !await RecoveryCodes.UseAsync(db, account.Id, code))
        {
            return false;
        }
        await TellAsync(db, account, "recovery-code.used");
        return true;
    });

    /// <summary>Takes every second factor from an account, inside the caller's own write. Every session of it ends.</summary>
    public static async Task RemoveAsync(PortalDbContext db, Account account)
    {
        (account.SealedTotp, account.TotpStep) = (null, null);
        await db.UserPasskeys.Where(p => p.UserId == account.Id).ExecuteDeleteAsync();
        await EndAsync(db, account, passkeysLeft: false);
    }

    /// <summary>One factor is gone: without another one the password alone signs in, and the recovery codes end.</summary>
    internal static async Task EndAsync(PortalDbContext db, Account account, bool passkeysLeft)
    {
        (account.TwoFactorEnabled, account.SecurityStamp) = (account.SealedTotp is not null || passkeysLeft, AccountDirectory.NewStamp());
        if (!account.TwoFactorEnabled)
        {
            await RecoveryCodes.RemoveAsync(db, account.Id);
        }
    }

    // Null too for a sign-in that is too old: the pages ask first.
    private Task<T?> ChangeAsync<T>(Account proved, DateTimeOffset? signedInAt, Func<PortalDbContext, Account, Task<T?>> change) where T : class => database.WriteAsync(null, async db =>
        FreshSignIn.IsFresh(signedInAt, time) && await Same(db, proved).FirstOrDefaultAsync() is { } account ? await change(db, account) : null);

    // A session that was ended in the meantime changes nothing more.
    private static IQueryable<Account> Same(PortalDbContext db, Account proved) =>
        db.Users.Where(a => a.Id == proved.Id && a.DisabledAt == null && a.SecurityStamp == proved.SecurityStamp);

    private Task TellAsync(PortalDbContext db, Account account, string action) => audit.AddAsync(db, AuditTrail.Portal, account.Id, action, $"account:{account.Id}");
}

/// <summary>Recovery codes in the open, for the one page that shows them.</summary>
internal sealed record NewCodes(Account Account, IReadOnlyList<string> Codes)
{
    public override string ToString() => "(recovery codes)";
}
