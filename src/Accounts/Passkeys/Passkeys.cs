using System.Buffers.Text;
using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Accounts;

/// <summary>
/// The passkeys of accounts. Identity checks what a passkey says; the rows are written here, with their audit entry. A changed set of
/// passkeys ends the account's sessions but the one that is renewed after it.
/// </summary>
internal sealed class Passkeys(Database database, SignInManager<Account> session, AuditTrail audit, TimeProvider time, ILogger<Passkeys> log)
{
    public const int LongestName = 60;
    public const int Most = 20;

    /// <summary>The oldest first.</summary>
    public Task<List<PasskeyLine>> OfAsync(long accountId) => database.ReadAsync(null, async db =>
        (await db.UserPasskeys.AsNoTracking().Where(p => p.UserId == accountId)
            .Select(p => new { p.CredentialId, p.Data.Name, p.Data.CreatedAt, LastUsedAt = EF.Property<DateTimeOffset?>(p, Passkey.LastUsedAt) }).ToListAsync())
        .OrderBy(p => p.CreatedAt).Select(p => new PasskeyLine(Base64Url.EncodeToString(p.CredentialId), p.Name ?? "Passkey", p.CreatedAt, p.LastUsedAt)).ToList());

    /// <summary>Takes a passkey that the browser has just made.</summary>
    /// <returns>The account as it is now, and recovery codes where this is its first second factor; null when it was not taken.</returns>
    public async Task<NewCodes?> AddAsync(Account proved, DateTimeOffset? signedInAt, string credential, string? name)
    {
        var made = await AskedAsync(() => session.PerformPasskeyAttestationAsync(credential));
        if (made is not { Succeeded: true } || !made.Passkey.IsUserVerified || made.UserEntity.Id != $"{proved.Id}")
        {
            log.LogInformation("A passkey of account {Account} was not taken: {Why}", proved.Id, made?.Failure?.Message);
            return null;
        }
        return await ChangeAsync(proved, signedInAt, async (db, account) =>
        {
            if (await db.UserPasskeys.AnyAsync(p => p.CredentialId == made.Passkey.CredentialId) || await db.UserPasskeys.CountAsync(p => p.UserId == account.Id) >= Most)
            {
                return null;
            }
            db.UserPasskeys.Add(RowOf(account, made.Passkey, NameOf(name), time.GetUtcNow()));
            await TellAsync(db, account, "passkey.added");
            var first = !account.TwoFactorEnabled;
            (account.TwoFactorEnabled, account.SecurityStamp) = (true, AccountDirectory.NewStamp());
            return new NewCodes(account, first ? await RecoveryCodes.MakeAsync(db, account.Id) : []);
        });
    }

    public Task<Account?> RenameAsync(Account proved, DateTimeOffset? signedInAt, string id, string? name) => ChangeAsync(proved, signedInAt, async (db, account) =>
    {
        if (await FindAsync(db, account, id) is not { } passkey)
        {
            return null;
        }
        passkey.Data.Name = NameOf(name);
        await TellAsync(db, account, "passkey.renamed");
        return account;
    });

    public Task<Account?> DeleteAsync(Account proved, DateTimeOffset? signedInAt, string id) => ChangeAsync(proved, signedInAt, async (db, account) =>
    {
        if (await FindAsync(db, account, id) is not { } passkey)
        {
            return null;
        }
        db.UserPasskeys.Remove(passkey);
        await SecondFactors.EndAsync(db, account, await db.UserPasskeys.AnyAsync(p => p.UserId == account.Id && p.CredentialId != passkey.CredentialId));
        await TellAsync(db, account, "passkey.removed");
        return account;
    });

    /// <summary>Whose passkey has just answered the question of this browser; it counts as used.</summary>
    /// <returns>Null when the answer is none, the passkey is unknown, or its account is disabled.</returns>
    public async Task<Account?> AnsweredAsync(string credential)
    {
        var answer = await AskedAsync(() => session.PerformPasskeyAssertionAsync(credential));
        if (answer is not { Succeeded: true } || !answer.Passkey.IsUserVerified)
        {
            log.LogInformation("A passkey was refused: {Why}", answer?.Failure?.Message);
            return null;
        }
        var (id, owner) = (answer.Passkey.CredentialId, answer.User.Id);
        return await database.WriteAsync(null, async db =>
        {
            var row = await db.UserPasskeys.FirstOrDefaultAsync(p => p.CredentialId == id && p.UserId == owner);
            var account = await db.Users.FirstOrDefaultAsync(a => a.Id == owner && a.DisabledAt == null);
            if (row is null || account is null)
            {
                return null;
            }
            (row.Data.SignCount, row.Data.IsBackedUp) = (answer.Passkey.SignCount, answer.Passkey.IsBackedUp);
            db.Entry(row).Property<DateTimeOffset?>(Passkey.LastUsedAt).CurrentValue = time.GetUtcNow();
            return account;
        });
    }

    // Identity throws where nothing was asked, or too long ago: anybody can send such an answer.
    private static async Task<T?> AskedAsync<T>(Func<Task<T>> perform) where T : class
    {
        try
        {
            return await perform();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private Task<T?> ChangeAsync<T>(Account proved, DateTimeOffset? signedInAt, Func<PortalDbContext, Account, Task<T?>> change) where T : class => database.WriteAsync(null, async db =>
        FreshSignIn.IsFresh(signedInAt, time)
        && await db.Users.FirstOrDefaultAsync(a => a.Id == proved.Id && a.DisabledAt == null && a.SecurityStamp == proved.SecurityStamp) is { } account
            ? await change(db, account) : null);

    private static async Task<IdentityUserPasskey<long>?> FindAsync(PortalDbContext db, Account account, string id)
    {
        var credential = Base64Url.IsValid(id) ? Base64Url.DecodeFromChars(id) : [];
        return await db.UserPasskeys.FirstOrDefaultAsync(p => p.UserId == account.Id && p.CredentialId == credential);
    }

    private static IdentityUserPasskey<long> RowOf(Account account, UserPasskeyInfo made, string name, DateTimeOffset now) => new()
    {
        UserId = account.Id,
        CredentialId = made.CredentialId,
        Data = new()
        {
            PublicKey = made.PublicKey,
            Name = name,
            CreatedAt = now,
            SignCount = made.SignCount,
            Transports = made.Transports,
            IsUserVerified = made.IsUserVerified,
            IsBackupEligible = made.IsBackupEligible,
            IsBackedUp = made.IsBackedUp,
            AttestationObject = made.AttestationObject,
            ClientDataJson = made.ClientDataJson,
        },
    };

    private static string NameOf(string? name) => string.IsNullOrWhiteSpace(name) ? "Passkey" : name.Trim() is { Length: > LongestName } longer ? longer[..LongestName] : name.Trim();

    private Task TellAsync(PortalDbContext db, Account account, string action) => audit.AddAsync(db, AuditTrail.Portal, account.Id, action, $"account:{account.Id}");
}

/// <summary>A passkey as its owner sees it.</summary>
/// <param name="Id">Of the credential, as an address holds it.</param>
internal sealed record PasskeyLine(string Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);
