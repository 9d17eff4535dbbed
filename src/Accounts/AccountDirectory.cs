using System.Collections.Concurrent;
using HeymarketPortal.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Accounts;

/// <summary>The rows of accounts: making them, and what their owners change. Audited in the portal's chain.</summary>
public sealed class AccountDirectory(Database database, AuditTrail audit, IPasswordHasher<Account> hasher, TimeProvider time)
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<long, DateTimeOffset> _seen = new();
    private string? _nobodysHash;

    /// <summary>Adds an account inside the caller's own write and saves it, so that it has an id. The caller has checked email and password.</summary>
    /// <param name="by">Who let them in; null when nobody did, as at first run.</param>
    internal async Task<Account> AddAsync(PortalDbContext db, NewAccount made, bool administrator, long? by)
    {
        var email = made.Email.Trim();
        var account = new Account
        {
            Name = made.Name.Trim(),
            UserName = email,
            NormalizedUserName = EmailAddress.Normalise(email),
            Email = email,
            NormalizedEmail = EmailAddress.Normalise(email),
            EmailConfirmed = true,
            Administrator = administrator,
            SecurityStamp = NewStamp(),
            PasswordHash = made.PasswordHash,
            CreatedAt = time.GetUtcNow(),
        };
        db.Users.Add(account);
        await db.SaveChangesAsync();
        await audit.AddAsync(db, AuditTrail.Portal, by, "account.created", $"account:{account.Id}", administrator ? "administrator" : null);
        return account;
    }

    /// <summary>Hashing is slow by intent: it is done before a write begins, for everybody else's writes wait for that.</summary>
    internal string Hash(string password) => hasher.HashPassword(new Account(), password);

    /// <summary>
    /// What an unknown email is checked against, so that its answer takes as long as any other. Nobody knows the password. Of this portal's own
    /// settings: a hash of others would tell by its time.
    /// </summary>
    internal string NobodysHash => _nobodysHash ??= Hash(Guid.NewGuid().ToString());

    /// <summary>A new password ends every session but the ones opened after it.</summary>
    internal async Task SetPasswordAsync(PortalDbContext db, Account account, string passwordHash, long? by, string action)
    {
        (account.PasswordHash, account.SecurityStamp) = (passwordHash, NewStamp());
        // A reset link that still lies about would open the account again.
        await db.AccountLinks.Where(l => l.AccountId == account.Id && l.Kind == AccountLinkKind.Reset && l.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, time.GetUtcNow()));
        await audit.AddAsync(db, AuditTrail.Portal, by, action, $"account:{account.Id}");
    }

    public Task<Account?> FindAsync(long accountId) =>
        database.ReadAsync(null, db => db.Users.AsNoTracking().FirstOrDefaultAsync(a => a.Id == accountId));

    /// <summary>Saves what people set for themselves, after <see cref="ManageForm"/> has checked it.</summary>
    internal Task<Account?> SetAsync(long accountId, ManageForm form) => database.WriteAsync(null, async db =>
    {
        if (await db.Users.FirstOrDefaultAsync(a => a.Id == accountId && a.DisabledAt == null) is not { } account)
        {
            return null;
        }
        (account.Name, account.PhoneNumber, account.HoldSeconds) = (form.Name!.Trim(), form.Digits, form.HoldSeconds);
        await audit.AddAsync(db, AuditTrail.Portal, accountId, "account.changed", $"account:{accountId}");
        return account;
    });

    /// <summary>The owner's own change, for a password that was just proved right.</summary>
    /// <returns>Null when it was changed in the meantime.</returns>
    internal Task<Account?> ChangePasswordAsync(Account proved, string password)
    {
        var hash = Hash(password);
        return database.WriteAsync(null, async db =>
        {
            var account = await db.Users.FirstOrDefaultAsync(a => a.Id == proved.Id && a.DisabledAt == null && a.SecurityStamp == proved.SecurityStamp);
            if (account is not null)
            {
                await SetPasswordAsync(db, account, hash, account.Id, "password.changed");
            }
            return account;
        });
    }

    /// <summary>Notes that somebody was here; written at most every five minutes.</summary>
    public async Task SeenAsync(long accountId)
    {
        var now = time.GetUtcNow();
        if (_seen.TryGetValue(accountId, out var last) && now - last < SeenEvery)
        {
            return;
        }
        _seen[accountId] = now;
        await database.WriteAsync(null, db => db.Users.Where(a => a.Id == accountId)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.LastSeenAt, now)));
    }

    /// <summary>The stored hash is of older settings; the password was just proved right.</summary>
    internal Task RehashAsync(Account account, string password)
    {
        var (old, hash) = (account.PasswordHash, Hash(password));
        return database.WriteAsync(null, db => db.Users.Where(a => a.Id == account.Id && a.PasswordHash == old)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.PasswordHash, hash)));
    }

    public Task<bool> AnyAsync() => database.ReadAsync(null, db => db.Users.AnyAsync());

    internal static string NewStamp() => Guid.NewGuid().ToString("N");
}

/// <summary>What an account is made of, checked.</summary>
internal sealed record NewAccount(string Name, string Email, string PasswordHash);
