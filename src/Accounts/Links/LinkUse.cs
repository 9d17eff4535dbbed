using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Accounts;

/// <summary>Opens account links. A link is looked at and used up in one transaction: of two who use it, one is told that it no longer works.</summary>
internal sealed class LinkUse(
    Database database, AccountDirectory accounts, Memberships memberships, TeamChanges changes, AuditTrail audit, SignInAttempts attempts, TimeProvider time)
{
    /// <summary>What a link is good for now; null when it is unknown, used or expired: all look alike.</summary>
    public Task<OpenLink?> LookAsync(AccountLinkKind kind, string token) => database.ReadAsync(null, async db =>
    {
        if (await FindAsync(db, kind, token) is not { } link)
        {
            return null;
        }
        var team = await db.Teams.Where(t => t.Id == link.TeamId).Select(t => t.Name).FirstOrDefaultAsync();
        var email = EmailAddress.Normalise(link.Email);
        var owner = await db.Users.Where(a => a.NormalizedEmail == email).Select(a => (long?)a.Id).FirstOrDefaultAsync();
        // Who has just accepted it in another window is the owner by now: the link no longer works.
        return owner is not null && await FindAsync(db, kind, token) is null ? null : new OpenLink(link.Email, team, owner);
    });

    /// <summary>Makes the invited account and, if the invitation is a team's, its membership.</summary>
    /// <returns>Null when the link no longer works.</returns>
    public async Task<Account?> AcceptAsync(string token, string name, string password)
    {
        var hash = accounts.Hash(password);
        var (account, teamId) = await database.WriteAsync<(Account?, long?)>(null, async db =>
        {
            if (await FindAsync(db, AccountLinkKind.Invitation, token) is not { } link || await OwnerAsync(db, link) is not null)
            {
                return (null, null);
            }
            var made = await accounts.AddAsync(db, new(name, link.Email, hash), administrator: false, link.CreatedBy);
            await EnterAsync(db, link, made.Id);
            return (made, link.TeamId);
        });
        Tell(teamId);
        return account;
    }

    /// <summary>Takes the invited person, who has an account and is signed in, into the team.</summary>
    /// <returns>False when the link no longer works, or is for somebody else.</returns>
    public async Task<bool> JoinAsync(string token, long accountId)
    {
        var (joined, teamId) = await database.WriteAsync<(bool, long?)>(null, async db =>
        {
            if (await FindAsync(db, AccountLinkKind.Invitation, token) is not { } link
                || await OwnerAsync(db, link) is not { DisabledAt: null } owner || owner.Id != accountId)
            {
                return (false, null);
            }
            await EnterAsync(db, link, accountId);
            return (true, link.TeamId);
        });
        Tell(teamId);
        return joined;
    }

    /// <summary>Sets a new password. Every session of the account ends.</summary>
    /// <returns>False when the link no longer works.</returns>
    public async Task<bool> ResetAsync(string token, string password)
    {
        var hash = accounts.Hash(password);
        var email = await database.WriteAsync<string?>(null, async db =>
        {
            if (await FindAsync(db, AccountLinkKind.Reset, token) is not { } link
                || await db.Users.FirstOrDefaultAsync(a => a.Id == link.AccountId && a.DisabledAt == null) is not { } account)
            {
                return null;
            }
            await accounts.SetPasswordAsync(db, account, hash, account.Id, "password.reset");
            return account.NormalizedEmail;
        });
        if (email is not null)
        {
            attempts.Forget(email);
        }
        return email is not null;
    }

    private async Task<AccountLink?> FindAsync(PortalDbContext db, AccountLinkKind kind, string token)
    {
        var (hash, now) = (LinkToken.HashOf(token), time.GetUtcNow());
        return await db.AccountLinks.FirstOrDefaultAsync(l =>
            l.TokenHash == hash && l.Kind == kind && l.UsedAt == null && l.ExpiresAt > now
            && (l.TeamId == null || db.Teams.Any(t => t.Id == l.TeamId && t.ArchivedAt == null)));
    }

    private static Task<Account?> OwnerAsync(PortalDbContext db, AccountLink link)
    {
        var email = EmailAddress.Normalise(link.Email);
        return db.Users.FirstOrDefaultAsync(a => a.NormalizedEmail == email);
    }

    private async Task EnterAsync(PortalDbContext db, AccountLink link, long accountId)
    {
        link.UsedAt = time.GetUtcNow();
        await audit.AddAsync(db, link.TeamId ?? AuditTrail.Portal, accountId, "invitation.accepted", $"link:{link.Id}");
        if (link.TeamId is { } teamId)
        {
            await memberships.AddAsync(db, teamId, accountId, link.Role, link.CreatedBy);
        }
    }

    private void Tell(long? teamId)
    {
        if (teamId is { } id)
        {
            changes.Tell(id);
        }
    }
}

/// <summary>A link that works.</summary>
/// <param name="Email">Whom it is for.</param>
/// <param name="Team">The name of the team it leads into; null when into none.</param>
/// <param name="Owner">The account that has this email; null when there is none yet.</param>
internal sealed record OpenLink(string Email, string? Team, long? Owner);
