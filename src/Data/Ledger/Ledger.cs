using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>Who asks for a write, in which team. The membership is read again inside the write.</summary>
public sealed record Actor(long AccountId, long TeamId)
{
    /// <summary>When they last proved who they are; null when nobody asked.</summary>
    public DateTimeOffset? SignedInAt { get; init; }
}

/// <summary>What a person does to sends. Each is one transaction with its audit entry.</summary>
public sealed class Ledger(
    Database database, Drafts drafts, AuditTrail audit, Bell bell, SendChanges changes, SendingOptions options, TimeProvider time, ILogger<Ledger> log)
{
    /// <summary>
    /// Stores a confirmed send. The same <see cref="SendTicket.RequestId"/> gives the same send, however often it is confirmed. Its
    /// draft ends, and the send it replaces, in the same transaction.
    /// </summary>
    public async Task<ConfirmAnswer> ConfirmAsync(Actor actor, ConfirmedSend confirmed)
    {
        try
        {
            return await StoreAsync(actor, confirmed);
        }
        catch (Exception failed) when (StoreTrouble.Is(failed))
        {
            log.LogError(failed, "A send of team {TeamId} could not be stored", actor.TeamId);
            // Should the commit have come through after all, the same form finds that send.
            return new ConfirmAnswer.Refused($"{StoreTrouble.Sentence(failed)} Your text is still in the form. Try again in a moment: the same form is never sent twice.");
        }
    }

    /// <summary>The same message to the same recipient that was sent or will be sent near its time; null when there is none.</summary>
    public Task<ConfirmAnswer.Repeat?> RepeatOfAsync(Actor actor, ConfirmedSend confirmed) => database.ReadAsync(actor.TeamId, db =>
        Repeats.FindAsync(db, confirmed, confirmed.DueAt ?? time.GetUtcNow()));

    private async Task<ConfirmAnswer> StoreAsync(Actor actor, ConfirmedSend confirmed)
    {
        Send? stored = null;
        var answer = await database.WriteAsync(actor.TeamId, async db =>
        {
            var ticket = confirmed.Ticket;
            if (await db.Sends.AsNoTracking().FirstOrDefaultAsync(s => s.RequestId == ticket.RequestId) is { } before)
            {
                var same = SendBody.Of(before.Content, "").AsSpan().SequenceEqual(SendBody.Of(confirmed.Content, ""));
                return new ConfirmAnswer.Stored(before.Id, AlreadyThere: true, Changed: !same);
            }
            var membership = await MembershipOf(db, actor);
            if (membership is null || !May(membership, confirmed.Content))
            {
                return new ConfirmAnswer.Refused("You may not send in this team any more. Nothing was sent.");
            }
            if (!confirmed.Agreed)
            {
                return new ConfirmAnswer.Refused("The list's name was not typed. Nothing was sent.");
            }
            var key = await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.State == ApiKeyState.InUse || k.State == ApiKeyState.NeedsAttention);
            if (key is null)
            {
                return new ConfirmAnswer.Refused("This team has no API key. An admin adds one under API keys. Nothing was sent.");
            }
            var send = NewSends.Of(confirmed, membership, key, options, time.GetUtcNow());
            if (await Repeats.FindAsync(db, confirmed, send.DueAt) is { } repeat)
            {
                return repeat;
            }
            if (send.InsteadOf is { } old && !await ReplaceAsync(db, old))
            {
                return new ConfirmAnswer.Refused("The text you were changing has left or was cancelled meanwhile. Nothing new was stored.");
            }
            db.Sends.Add(send);
            await db.SaveChangesAsync();
            await Drafts.EndAsync(db, actor, ticket.RequestId);
            await audit.AddAsync(db, actor.TeamId, actor.AccountId, "send.confirmed", $"send:{send.Id}", $"kind={send.Kind}");
            stored = send;
            return (ConfirmAnswer)new ConfirmAnswer.Stored(send.Id);
        });
        if (stored is not null)
        {
            changes.Tell(new SendChange(stored.TeamId, stored.Id, stored.State));
            if (stored.InsteadOf is { } old)
            {
                changes.Tell(new SendChange(stored.TeamId, old, SendState.Cancelled));
            }
            bell.Ring(stored.RateKey);
        }
        return answer;
    }

    private async Task<bool> ReplaceAsync(PortalDbContext db, long old)
    {
        var now = time.GetUtcNow();
        return await db.Sends.Where(s => s.Id == old).MoveAsync(SendMoves.Withdraw, now, set =>
            set.SetProperty(s => s.Reason, "It was changed before it left; another text took its place.")) == 1;
    }

    /// <summary>Stops a send that has not left.</summary>
    /// <returns>Null when cancelled, else the sentence that says why not.</returns>
    public Task<string?> CancelAsync(Actor actor, long sendId) => MoveAsync(actor, sendId, "send.cancelled", Permission.Send,
        SendMoves.Cancel, "Too late to cancel: it is being sent or has ended.");

    /// <summary>Settles an Unknown or Not at Heymarket without evidence. A Texter settles own sends, an Admin any.</summary>
    public Task<string?> CloseAsync(Actor actor, long sendId) => MoveAsync(actor, sendId, "send.closed", Permission.Send,
        SendMoves.Close, "It has been settled meanwhile.", ownOnly: true);

    /// <summary>Lets a held or a scheduled send go now.</summary>
    public Task<string?> SendNowAsync(Actor actor, long sendId) => MoveAsync(actor, sendId, "send.released", Permission.Send,
        SendMoves.SendNow, "It has left or was cancelled meanwhile.");

    /// <summary>Stops a scheduled send and keeps it as a draft of the one who stops it.</summary>
    /// <returns>The draft's id, or the sentence that says why nothing was changed.</returns>
    public async Task<(Guid Draft, string? Refusal)> UnscheduleAsync(Actor actor, long sendId)
    {
        var draft = Guid.Empty;
        var refusal = await MoveAsync(actor, sendId, "send.unscheduled", Permission.Send, SendMoves.Withdraw,
            "Too late: it is being sent or has ended.", also: (db, send) => draft = drafts.Keep(db, actor, send.Form));
        return (draft, refusal);
    }

    private async Task<string?> MoveAsync(Actor actor, long sendId, string action, Permission permission,
        SendMove move, string tooLate, bool ownOnly = false, Action<PortalDbContext, Send>? also = null)
    {
        string? rateKey = null;
        var refusal = await StoreTrouble.RefusesAsync(() => database.WriteAsync(actor.TeamId, async db =>
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
            if (move.To == SendState.Queued && (TeamStops.Sentence(membership.Team) ?? await StopsAsync(db, send.RateKey)) is { } stops)
            {
                return stops;
            }
            var now = time.GetUtcNow();
            var (due, notAfter) = move.To == SendState.Queued ? (now, now.AddMinutes(options.NotAfterMinutes)) : (send.DueAt, send.NotAfter);
            // Why it waited is over; why it is in doubt stays true once it is closed.
            var reason = move.To == SendState.Closed ? send.Reason : null;
            var moved = await db.Sends.Where(s => s.Id == sendId).MoveAsync(move, now, set => set
                .SetProperty(s => s.DueAt, due).SetProperty(s => s.NotAfter, notAfter).SetProperty(s => s.Reason, reason));
            if (moved == 0)
            {
                return tooLate;
            }
            rateKey = send.RateKey;
            also?.Invoke(db, send);
            await audit.AddAsync(db, actor.TeamId, actor.AccountId, action, $"send:{sendId}");
            return null;
        }));
        if (refusal is null && rateKey is not null)
        {
            changes.Tell(new SendChange(actor.TeamId, sendId, move.To));
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

    internal static Task<Membership?> MembershipOf(PortalDbContext db, Actor actor) => db.Memberships.AsNoTracking()
        .Include(m => m.Account).Include(m => m.Team)
        .Standing().FirstOrDefaultAsync(m => m.AccountId == actor.AccountId);

    internal static bool May(Membership membership, SendContent content)
    {
        var asOther = membership.PersonId is { } own && own != content.SenderId;
        return May(Permission.Send)
            && (!asOther || May(Permission.SendAsOthers))
            && (content.ListId is null || May(Permission.Broadcast));

        bool May(Permission permission) => membership.Role.May(membership.Grants, permission);
    }
}

/// <summary>What the ledger says to a confirm.</summary>
public abstract record ConfirmAnswer
{
    private ConfirmAnswer()
    {
    }

    /// <param name="AlreadyThere">The same form had been confirmed before: this is that send.</param>
    /// <param name="Changed">That send asks for something else than the form does now, and stays as it is.</param>
    public sealed record Stored(long SendId, bool AlreadyThere = false, bool Changed = false) : ConfirmAnswer;

    /// <summary>The same message went to the same recipient shortly before. Nothing was stored; a person may mean to repeat it.</summary>
    /// <param name="By">Who sent it, as they were called.</param>
    public sealed record Repeat(long SendId, string? By, DateTimeOffset At) : ConfirmAnswer;

    public sealed record Refused(string Sentence) : ConfirmAnswer;
}
