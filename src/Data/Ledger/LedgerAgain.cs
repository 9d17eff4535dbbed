using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>Send again: a new send with the same content, linked to the old one. Never for what Heymarket has or may have.</summary>
public sealed class LedgerAgain(Database database, AuditTrail audit, SendChanges changes, Bell bell, SendingOptions options, TimeProvider time)
{
    /// <summary>
    /// Ended without having reached anybody, as far as can be known. Not Cancelled: such a text may live on in the one that took its
    /// place, or in the draft it became.
    /// </summary>
    public static IReadOnlyList<SendState> Possible { get; } =
        [SendState.NotFound, SendState.Rejected, SendState.NotSent, SendState.Expired];

    /// <summary>Sends each of them again that may be; each at most once, whoever asks.</summary>
    public async Task<AgainAnswer> SendAsync(Actor actor, IReadOnlyCollection<long> sendIds)
    {
        List<Send> made = [];
        List<long> closed = [];
        var answer = await database.WriteAsync(actor.TeamId, async db =>
        {
            var member = await Ledger.MembershipOf(db, actor);
            var key = await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.State == ApiKeyState.InUse || k.State == ApiKeyState.NeedsAttention);
            if (member is null || key is null)
            {
                return new AgainAnswer([], sendIds.Count, key is null ? "This team has no API key. Nothing was sent." : "You may not send in this team any more.");
            }
            foreach (var old in await db.Sends.AsNoTracking().Where(s => sendIds.Contains(s.Id)).OrderBy(s => s.Id).ToListAsync())
            {
                // One request to a list reaches everyone: that is composed anew, with its name typed.
                if (old.ListId is not null || old.MessageId is not null || !Possible.Contains(old.State) || !Ledger.May(member, old.Content) || NotTheirs(member, old) || await db.Sends.AnyAsync(s => s.AgainOf == old.Id))
                {
                    continue;
                }
                var send = NewSends.Again(old, member, key, options, time.GetUtcNow());
                db.Sends.Add(send);
                made.Add(send);
                if (old.State == SendState.NotFound)
                {
                    closed.Add(old.Id);
                    await CloseAsync(db, old.Id);
                }
            }
            await db.SaveChangesAsync();
            foreach (var send in made)
            {
                await audit.AddAsync(db, actor.TeamId, actor.AccountId, "send.again", $"send:{send.Id}", $"of={send.AgainOf}");
            }
            return new AgainAnswer([.. made.Select(s => s.Id)], sendIds.Count - made.Count, null);
        });
        changes.Tell([.. made.Select(s => new SendChange(s.TeamId, s.Id, s.State)), .. closed.Select(id => new SendChange(actor.TeamId, id, SendState.Closed))]);
        foreach (var rateKey in made.Select(s => s.RateKey).Distinct())
        {
            bell.Ring(rateKey);
        }
        return answer;
    }

    // What is in doubt is settled by its sender or an admin.
    private static bool NotTheirs(Membership member, Send old) =>
        old.State == SendState.NotFound && old.AccountId != member.AccountId && member.Role != Role.Admin;

    private Task<int> CloseAsync(PortalDbContext db, long id)
    {
        var now = time.GetUtcNow();
        return db.Sends.Where(s => s.Id == id && s.State == SendState.NotFound).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.State, SendState.Closed).SetProperty(s => s.StateAt, now));
    }
}

/// <param name="Sent">The new sends.</param>
/// <param name="Left">How many of those asked for were not sent again: they reached Heymarket, may have, or were sent again already.</param>
/// <param name="Refusal">Why none was, when none could be.</param>
public sealed record AgainAnswer(IReadOnlyList<long> Sent, int Left, string? Refusal);
