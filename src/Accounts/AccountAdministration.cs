using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Accounts;

/// <summary>
/// What portal administrators do to accounts. Each write checks the right again and leaves an audit entry; each returns null when
/// done, else the sentence that says why not.
/// </summary>
public sealed class AccountAdministration(Database database, AuditTrail audit, TeamChanges changes, TimeProvider time)
{
    internal const string NotAnAdministrator = "Only an administrator of the portal does this.";
    private static readonly string[] TeamFilters = [PortalDbContext.TeamFilter];

    /// <summary>Everybody who was ever let in, by name; disabled accounts last.</summary>
    public Task<List<AccountLine>> ListAsync() => database.ReadAsync(null, async db =>
    {
        var names = (await db.Memberships.IgnoreQueryFilters(TeamFilters).AsNoTracking()
            .Where(m => m.Team.ArchivedAt == null).OrderBy(m => m.Team.Name)
            .Select(m => new { m.AccountId, m.Team.Name }).ToListAsync()).ToLookup(m => m.AccountId, m => m.Name);
        var accounts = await db.Users.AsNoTracking().OrderBy(a => a.DisabledAt != null).ThenBy(a => a.Name).ThenBy(a => a.Id)
            .Select(a => new { a.Id, a.Name, a.Email, a.Administrator, a.Auditor, a.CreatedAt, a.LastSeenAt, a.DisabledAt, Two = a.TwoFactorEnabled }).ToListAsync();
        return accounts.ConvertAll(a => new AccountLine(
            a.Id, a.Name, a.Email ?? "", a.Administrator, [.. names[a.Id]], a.CreatedAt, a.LastSeenAt, a.DisabledAt) { Auditor = a.Auditor, SecondFactor = a.Two });
    });

    /// <summary>Shuts an account out: every session of it ends. It stays in its teams, and what it sent stays its own.</summary>
    public Task<string?> DisableAsync(long administratorId, long accountId) => ChangeAsync(administratorId, accountId, "account.disabled", async (db, account) =>
    {
        if (account.DisabledAt is not null)
        {
            return null;
        }
        if (await IsLastAdministratorAsync(db, account))
        {
            return "The portal keeps at least one administrator. Make somebody else administrator first.";
        }
        if (accountId == administratorId)
        {
            return "You would lock yourself out. Another administrator can disable your account.";
        }
        (account.DisabledAt, account.SecurityStamp) = (time.GetUtcNow(), AccountDirectory.NewStamp());
        return null;
    });

    /// <summary>Lets a disabled account in again, with its old password.</summary>
    public Task<string?> EnableAsync(long administratorId, long accountId) => ChangeAsync(administratorId, accountId, "account.enabled", (_, account) =>
    {
        account.DisabledAt = null;
        return Task.FromResult<string?>(null);
    });

    /// <summary>Gives or takes the right to manage the portal.</summary>
    public Task<string?> SetAdministratorAsync(long administratorId, long accountId, bool administrator) => ChangeAsync(
        administratorId, accountId, administrator ? "account.made-administrator" : "account.made-ordinary", async (db, account) =>
        {
            if (!administrator && await IsLastAdministratorAsync(db, account))
            {
                return "The portal keeps at least one administrator. Make somebody else administrator first.";
            }
            account.Administrator = administrator;
            return null;
        });

    /// <summary>Lets somebody read every team's sends, or ends that.</summary>
    public Task<string?> SetAuditorAsync(long administratorId, long accountId, bool auditor) => ChangeAsync(
        administratorId, accountId, auditor ? "account.made-auditor" : "account.auditor-ended", (_, account) =>
        {
            account.Auditor = auditor;
            return Task.FromResult<string?>(null);
        });

    /// <summary>For somebody who lost phone and codes: the password alone signs in again, and every session ends. Who asked must be known otherwise.</summary>
    public Task<string?> ResetSecondFactorAsync(long administratorId, long accountId, DateTimeOffset? signedInAt) => ChangeAsync(administratorId, accountId, "second-factor.reset", async (db, account) =>
    {
        if (!FreshSignIn.IsFresh(signedInAt, time))
        {
            return FreshSignIn.Refused;
        }
        if (accountId == administratorId)
        {
            return "Turn your own off under Account. If you cannot, another administrator resets it.";
        }
        if (account.TwoFactorEnabled)
        {
            await SecondFactors.RemoveAsync(db, account);
        }
        return null;
    });

    /// <summary>The same for the command line, when no administrator can sign in to do it.</summary>
    public Task<string?> ResetSecondFactorFromConsoleAsync(string email)
    {
        var normalised = EmailAddress.Normalise(email);
        return database.WriteAsync(null, async db =>
        {
            if (await db.Users.FirstOrDefaultAsync(a => a.NormalizedEmail == normalised) is not { } account)
            {
                return "There is no account with this email.";
            }
            if (!account.TwoFactorEnabled)
            {
                return "This account has no second factor.";
            }
            await SecondFactors.RemoveAsync(db, account);
            await audit.AddAsync(db, AuditTrail.Portal, null, "second-factor.reset", $"account:{account.Id}");
            return null;
        });
    }

    private async Task<string?> ChangeAsync(
        long administratorId, long accountId, string action, Func<PortalDbContext, Account, Task<string?>> change)
    {
        var refusal = await database.WriteAsync(null, async db =>
        {
            if (!await db.IsAdministratorAsync(administratorId))
            {
                return NotAnAdministrator;
            }
            if (await db.Users.FirstOrDefaultAsync(a => a.Id == accountId) is not { } account)
            {
                return "There is no such account.";
            }
            if (await change(db, account) is { } no)
            {
                return no;
            }
            if (db.Entry(account).State == EntityState.Modified)
            {
                await audit.AddAsync(db, AuditTrail.Portal, administratorId, action, $"account:{accountId}");
            }
            return null;
        });
        if (refusal is null)
        {
            await TellAsync(accountId);
        }
        return refusal;
    }

    // Open pages of the account look again at once: teams are what they listen to.
    private async Task TellAsync(long accountId)
    {
        var theirs = await database.ReadAsync(null, db => db.Memberships.IgnoreQueryFilters(TeamFilters)
            .Where(m => m.AccountId == accountId).Select(m => m.TeamId).ToListAsync());
        theirs.ForEach(changes.Tell);
    }

    private static async Task<bool> IsLastAdministratorAsync(PortalDbContext db, Account account) => account.Administrator
        && !await db.Users.AnyAsync(a => a.Administrator && a.DisabledAt == null && a.Id != account.Id);
}

/// <summary>An account as a portal administrator sees it.</summary>
/// <param name="Teams">The names of its teams.</param>
public sealed record AccountLine(
    long Id, string Name, string Email, bool Administrator, IReadOnlyList<string> Teams,
    DateTimeOffset CreatedAt, DateTimeOffset? LastSeenAt, DateTimeOffset? DisabledAt)
{
    /// <summary>Reads every team's sends.</summary>
    public bool Auditor { get; init; }

    /// <summary>Signs in with more than a password.</summary>
    public bool SecondFactor { get; init; }
}
