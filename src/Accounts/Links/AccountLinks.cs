using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Accounts;

/// <summary>Makes the links that an administrator copies to somebody: one hour, single use, audited.</summary>
public sealed class AccountLinks(Database database, AuditTrail audit, TimeProvider time)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    /// <summary>Invites somebody into a team, and into the portal if need be. Its admins may.</summary>
    public async Task<LinkAnswer> CreateInvitationAsync(Actor actor, string? email, Role role)
    {
        if (EmailAddress.Problem(email) is { } problem)
        {
            return new LinkAnswer.Refused(problem);
        }
        var normalised = EmailAddress.Normalise(email);
        return await database.WriteAsync<LinkAnswer>(actor.TeamId, async db =>
        {
            if (!await db.MayAsync(actor, Permission.Manage))
            {
                return new LinkAnswer.Refused(ActorCheck.Refused);
            }
            if (await db.Memberships.AnyAsync(m => m.Account.NormalizedEmail == normalised))
            {
                return new LinkAnswer.Refused("This person is in the team already.");
            }
            var link = NewLink(AccountLinkKind.Invitation, email!, actor.AccountId);
            (link.Row.TeamId, link.Row.Role) = (actor.TeamId, role);
            return await SaveAsync(db, link, actor.TeamId, "invitation.created", $"role={role}");
        });
    }

    /// <summary>Invites somebody into the portal, without a team. Portal administrators may.</summary>
    public async Task<LinkAnswer> CreateInvitationAsync(long administratorId, string? email)
    {
        if (EmailAddress.Problem(email) is { } problem)
        {
            return new LinkAnswer.Refused(problem);
        }
        var normalised = EmailAddress.Normalise(email);
        return await database.WriteAsync<LinkAnswer>(null, async db =>
            !await db.IsAdministratorAsync(administratorId) ? new LinkAnswer.Refused(AccountAdministration.NotAnAdministrator)
            : await db.Users.AnyAsync(a => a.NormalizedEmail == normalised) ? new LinkAnswer.Refused("There is an account with this email already.")
            : await SaveAsync(db, NewLink(AccountLinkKind.Invitation, email!, administratorId), AuditTrail.Portal, "invitation.created", null));
    }

    /// <summary>A link to set a new password. Earlier ones of the account end.</summary>
    /// <param name="administratorId">A portal administrator; null for the command line.</param>
    public Task<LinkAnswer> CreateResetAsync(long? administratorId, string? email)
    {
        var normalised = EmailAddress.Normalise(email);
        return database.WriteAsync<LinkAnswer>(null, async db =>
        {
            if (administratorId is { } id && !await db.IsAdministratorAsync(id))
            {
                return new LinkAnswer.Refused(AccountAdministration.NotAnAdministrator);
            }
            if (await db.Users.FirstOrDefaultAsync(a => a.NormalizedEmail == normalised) is not { } account)
            {
                return new LinkAnswer.Refused("There is no account with this email.");
            }
            if (account.DisabledAt is not null)
            {
                return new LinkAnswer.Refused("This account is disabled. Enable it first.");
            }
            await db.AccountLinks.Where(l => l.AccountId == account.Id && l.Kind == AccountLinkKind.Reset && l.UsedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, time.GetUtcNow()));
            var link = NewLink(AccountLinkKind.Reset, account.Email!, administratorId);
            link.Row.AccountId = account.Id;
            return await SaveAsync(db, link, AuditTrail.Portal, "reset.created", $"account={account.Id}");
        });
    }

    /// <summary>A team's invitations that still work, the newest first.</summary>
    public Task<List<PendingInvitation>> PendingAsync(long teamId) => database.ReadAsync(null, db =>
    {
        var now = time.GetUtcNow();
        return db.AccountLinks.AsNoTracking()
            .Where(l => l.TeamId == teamId && l.Kind == AccountLinkKind.Invitation && l.UsedAt == null && l.ExpiresAt > now)
            .OrderByDescending(l => l.Id).Select(l => new PendingInvitation(l.Id, l.Email, l.Role, l.ExpiresAt)).ToListAsync();
    });

    /// <summary>Ends a team's invitation before it is used.</summary>
    /// <returns>Null when done, else the sentence that says why not.</returns>
    public Task<string?> WithdrawAsync(Actor actor, long linkId) => database.WriteAsync(actor.TeamId, async db =>
    {
        if (!await db.MayAsync(actor, Permission.Manage))
        {
            return ActorCheck.Refused;
        }
        if (await db.AccountLinks.FirstOrDefaultAsync(l => l.Id == linkId && l.TeamId == actor.TeamId && l.UsedAt == null) is not { } link)
        {
            return "This invitation was used or withdrawn already.";
        }
        link.UsedAt = time.GetUtcNow();
        await audit.AddAsync(db, actor.TeamId, actor.AccountId, "invitation.withdrawn", $"link:{linkId}");
        return null;
    });

    private (AccountLink Row, string Token) NewLink(AccountLinkKind kind, string email, long? by)
    {
        var (now, token) = (time.GetUtcNow(), LinkToken.New());
        return (new()
        {
            Kind = kind,
            TokenHash = LinkToken.HashOf(token),
            Email = email.Trim(),
            CreatedBy = by,
            CreatedAt = now,
            ExpiresAt = now + Lasts,
        }, token);
    }

    private async Task<LinkAnswer> SaveAsync(PortalDbContext db, (AccountLink Row, string Token) link, long chain, string action, string? detail)
    {
        db.AccountLinks.Add(link.Row);
        await db.SaveChangesAsync();
        await audit.AddAsync(db, chain, link.Row.CreatedBy, action, $"link:{link.Row.Id}", detail);
        var page = link.Row.Kind == AccountLinkKind.Invitation ? "invitation" : "reset";
        return new LinkAnswer.Made($"/account/{page}/{link.Token}", link.Row.ExpiresAt);
    }
}
