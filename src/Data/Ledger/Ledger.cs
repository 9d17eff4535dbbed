using System.Data.Common;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>Who asks for a write, in which team. The membership is read again inside the write.</summary>
public sealed record Actor(long AccountId, long TeamId);

/// <summary>What a person does to sends. Each is one transaction with its audit entry.</summary>
public sealed class Ledger(
    Database database, AuditTrail audit, Bell bell, SendChanges changes, SendingOptions options, TimeProvider time, ILogger<Ledger> log)
{
    /// <summary>Stores a confirmed send. The same <see cref="SendTicket.RequestId"/> gives the same send, however often it is confirmed.</summary>
    /// <param name="dueAt">When it may leave; now, when null.</param>
    public async Task<ConfirmAnswer> ConfirmAsync(Actor actor, ConfirmedSend confirmed, DateTimeOffset? dueAt = null)
    {
        try
        {
            return await StoreAsync(actor, confirmed, dueAt);
        }
        catch (Exception failed) when (failed is DbException or DbUpdateException)
        {
            log.LogError(failed, "A send of team {TeamId} could not be stored", actor.TeamId);
            // Should the commit have come through after all, the same form finds that send.
            return new ConfirmAnswer.Refused("The portal could not store it just now. Try again in a moment: the same form is never sent twice.");
        }
    }

    private async Task<ConfirmAnswer> StoreAsync(Actor actor, ConfirmedSend confirmed, DateTimeOffset? dueAt)
    {
        Send? stored = null;
        var answer = await database.WriteAsync(actor.TeamId, async db =>
        {
            var ticket = confirmed.Ticket;
            var before = await db.Sends.AsNoTracking().FirstOrDefaultAsync(s => s.RequestId == ticket.RequestId);
            if (before is not null)
            {
                return new ConfirmAnswer.Stored(before.Id, AlreadyThere: true);
            }
            var membership = await MembershipOf(db, actor);
            if (membership is null || Refusal(membership, confirmed.Content) is { } refusal)
            {
                return new ConfirmAnswer.Refused("You may not send in this team any more. Nothing was sent.");
            }
            var key = await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.State == ApiKeyState.InUse || k.State == ApiKeyState.NeedsAttention);
            if (key is null)
            {
                return new ConfirmAnswer.Refused("This team has no API key. An admin adds one under API keys. Nothing was sent.");
            }
            stored = NewSend(confirmed, membership, key, dueAt);
            db.Sends.Add(stored);
            await db.SaveChangesAsync();
            await audit.AddAsync(db, actor.TeamId, actor.AccountId, "send.confirmed", $"send:{stored.Id}", $"kind={stored.Kind}");
            return (ConfirmAnswer)new ConfirmAnswer.Stored(stored.Id, AlreadyThere: false);
        });
        if (stored is not null)
        {
            changes.Tell(new SendChange(stored.TeamId, stored.Id, stored.State));
            bell.Ring(stored.RateKey);
        }
        return answer;
    }

    /// <summary>Stops a send that has not left.</summary>
    /// <returns>Null when cancelled, else the sentence that says why not.</returns>
    public Task<string?> CancelAsync(Actor actor, long sendId) => MoveAsync(actor, sendId, "send.cancelled", Permission.Send,
        [SendState.Scheduled, SendState.Queued, SendState.Held], SendState.Cancelled, "Too late to cancel: it is being sent or has ended.");

    /// <summary>Settles an Unknown or Not at Heymarket without evidence. A Texter settles own sends, an Admin any.</summary>
    public Task<string?> CloseAsync(Actor actor, long sendId) => MoveAsync(actor, sendId, "send.closed", Permission.Send,
        [SendState.Unknown, SendState.NotFound], SendState.Closed, "It has been settled meanwhile.", ownOnly: true);

    /// <summary>Lets a held send go.</summary>
    public Task<string?> ReleaseAsync(Actor actor, long sendId) => MoveAsync(actor, sendId, "send.released", Permission.Send,
        [SendState.Held], SendState.Queued, "It is not held any more.");

    private async Task<string?> MoveAsync(Actor actor, long sendId, string action, Permission permission,
        SendState[] from, SendState to, string tooLate, bool ownOnly = false)
    {
        string? rateKey = null;
        var refusal = await database.WriteAsync(actor.TeamId, async db =>
        {
            var membership = await MembershipOf(db, actor);
            if (membership is null || !membership.Role.May(membership.Grants, permission))
            {
                return "You may not do this in this team any more.";
            }
            var send = await db.Sends.AsNoTracking().FirstOrDefaultAsync(s => s.Id == sendId);
            if (send is null)
            {
                return "This send is not in this team.";
            }
            if (ownOnly && send.AccountId != actor.AccountId && membership.Role != Role.Admin)
            {
                return "Only an admin settles the sends of others.";
            }
            if (to == SendState.Queued && await StopsAsync(db, send.RateKey) is { } stops)
            {
                return stops;
            }
            var now = time.GetUtcNow();
            var notAfter = to == SendState.Queued ? now.AddMinutes(options.NotAfterMinutes) : send.NotAfter;
            // Why it waited is over; why it is in doubt stays true once it is closed.
            var reason = to == SendState.Closed ? send.Reason : null;
            var moved = await db.Sends.Where(s => s.Id == sendId && from.Contains(s.State)).ExecuteUpdateAsync(set => set
                .SetProperty(s => s.State, to).SetProperty(s => s.StateAt, now).SetProperty(s => s.NotAfter, notAfter)
                .SetProperty(s => s.Reason, reason));
            if (moved == 0)
            {
                return tooLate;
            }
            rateKey = send.RateKey;
            await audit.AddAsync(db, actor.TeamId, actor.AccountId, action, $"send:{sendId}");
            return null;
        });
        if (rateKey is not null)
        {
            changes.Tell(new SendChange(actor.TeamId, sendId, to));
            bell.Ring(rateKey);
        }
        return refusal;
    }

    private static async Task<string?> StopsAsync(PortalDbContext db, string rateKey) =>
        await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.State == ApiKeyState.InUse) switch
        {
            null => "The API key does not work yet. An admin verifies it under API keys.",
            { } key when key.RateKey != rateKey => "The API key in use belongs to another Heymarket account than this text. Cancel it and compose it again.",
            _ => null,
        };

    private Send NewSend(ConfirmedSend confirmed, Membership membership, ApiKey key, DateTimeOffset? dueAt)
    {
        var now = time.GetUtcNow();
        var (content, due) = (confirmed.Content, dueAt ?? now);
        return new Send
        {
            TeamId = membership.TeamId,
            Kind = content.Kind,
            State = due > now ? SendState.Scheduled : key.State == ApiKeyState.InUse ? SendState.Queued : SendState.Held,
            StateAt = now,
            LocalId = confirmed.Ticket.LocalId.ToString(),
            RequestId = confirmed.Ticket.RequestId,
            RateKey = key.RateKey,
            InboxId = content.InboxId,
            SenderId = content.SenderId,
            PhoneNumber = content.PhoneNumber,
            ConversationId = content.ConversationId,
            Targets = content.Targets?.ToList(),
            ListId = content.ListId,
            Text = content.Text,
            MediaUrl = content.MediaUrl,
            TemplateId = content.TemplateId,
            SurveyId = content.SurveyId,
            Private = content.Private,
            Author = content.Author,
            InboxName = confirmed.Names.Inbox,
            InboxPhone = confirmed.Names.InboxPhone,
            SenderName = confirmed.Names.Sender,
            AccountId = membership.AccountId,
            AccountName = membership.Account.Name,
            CreatedAt = now,
            DueAt = due,
            NotAfter = due.AddMinutes(options.NotAfterMinutes),
            Reason = key.State == ApiKeyState.InUse ? null : "The team's API key needs attention.",
        };
    }

    private static Task<Membership?> MembershipOf(PortalDbContext db, Actor actor) => db.Memberships.AsNoTracking()
        .Include(m => m.Account)
        .FirstOrDefaultAsync(m => m.AccountId == actor.AccountId && m.Account.DisabledAt == null && m.Team.ArchivedAt == null);

    private static string? Refusal(Membership membership, SendContent content)
    {
        var (role, grants) = (membership.Role, membership.Grants);
        var asOther = membership.PersonId is { } own && own != content.SenderId;
        return !role.May(grants, Permission.Send)
            || (asOther && !role.May(grants, Permission.SendAsOthers))
            || (content.Kind == SendKind.List && !role.May(grants, Permission.Broadcast)) ? "refused" : null;
    }
}

/// <summary>What the ledger says to a confirm.</summary>
public abstract record ConfirmAnswer
{
    private ConfirmAnswer()
    {
    }

    /// <param name="AlreadyThere">The same form had been confirmed before: this is that send.</param>
    public sealed record Stored(long SendId, bool AlreadyThere) : ConfirmAnswer;

    public sealed record Refused(string Sentence) : ConfirmAnswer;
}
