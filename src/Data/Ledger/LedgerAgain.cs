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

    /// <summary>What <see cref="SendAsync"/> would do now; <see cref="AgainAnswer.Sent"/> names the old sends. Nothing is written.</summary>
    public Task<AgainAnswer> LookAsync(Actor actor, IReadOnlyCollection<long> sendIds) => database.ReadAsync(actor.TeamId, async db =>
    {
        var (member, _, refusal) = await AllowedAsync(db, actor);
        if (member is null || refusal is not null)
        {
            return AgainAnswer.None(refusal);
        }
        var (fit, left) = await SortAsync(db, member, sendIds);
        return new AgainAnswer([.. fit.Select(s => s.Id)], left, null);
    });

    /// <summary>Sends each of them again that may be; each at most once, whoever asks.</summary>
    public async Task<AgainAnswer> SendAsync(Actor actor, IReadOnlyCollection<long> sendIds)
    {
        try
        {
            return await StoreAsync(actor, sendIds);
        }
        catch (Exception failed) when (StoreTrouble.Is(failed))
        {
            return AgainAnswer.None($"{StoreTrouble.Sentence(failed)} Nothing was sent: try again in a moment.");
        }
    }

    private async Task<AgainAnswer> StoreAsync(Actor actor, IReadOnlyCollection<long> sendIds)
    {
        List<Send> made = [];
        List<long> closed = [];
        var answer = await database.WriteAsync(actor.TeamId, async db =>
        {
            var (member, key, refusal) = await AllowedAsync(db, actor);
            if (member is null || key is null)
            {
                return AgainAnswer.None(refusal);
            }
            var (fit, left) = await SortAsync(db, member, sendIds);
            var ahead = fit.Count > 1 ? await NewSends.AheadAsync(db, key.RateKey) : 0;
            foreach (var old in fit)
            {
                var send = NewSends.Again(old, member, key, options, time.GetUtcNow());
                send.NotAfter += fit.Count > 1 ? NewSends.Estimate(options, ahead + made.Count) : TimeSpan.Zero;
                // A person's own text goes before these.
                send.Bulk = fit.Count > 1;
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
            return new AgainAnswer([.. made.Select(s => s.Id)], left, null);
        });
        changes.Tell([.. made.Select(s => new SendChange(s.TeamId, s.Id, s.State)), .. closed.Select(id => new SendChange(actor.TeamId, id, SendState.Closed))]);
        foreach (var rateKey in made.Select(s => s.RateKey).Distinct())
        {
            bell.Ring(rateKey);
        }
        return answer;
    }

    private static async Task<(Membership? Member, ApiKey? Key, string? Refusal)> AllowedAsync(PortalDbContext db, Actor actor)
    {
        var member = await Ledger.MembershipOf(db, actor);
        if (member?.Role.May(member.Grants, Permission.Send) != true)
        {
            return (null, null, "You may not send in this team any more. Nothing was sent.");
        }
        var key = await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.State == ApiKeyState.InUse || k.State == ApiKeyState.NeedsAttention);
        return (member, key, key is null ? "This team has no API key. An admin adds one under API keys. Nothing was sent." : null);
    }

    private async Task<(List<Send> Fit, List<NotAgain> Left)> SortAsync(PortalDbContext db, Membership member, IReadOnlyCollection<long> sendIds)
    {
        List<Send> fit = [];
        List<NotAgain> left = [];
        foreach (var old in await db.Sends.AsNoTracking().Where(s => sendIds.Contains(s.Id)).OrderBy(s => s.Id).ToListAsync())
        {
            if (await WhyNotAsync(db, member, old, fit) is { } why)
            {
                left.Add(why);
            }
            else
            {
                fit.Add(old);
            }
        }
        // An id of another team is as good as none.
        left.AddRange(Enumerable.Repeat(NotAgain.Settled, sendIds.Distinct().Count() - fit.Count - left.Count));
        return (fit, left);
    }

    private async Task<NotAgain?> WhyNotAsync(PortalDbContext db, Membership member, Send old, List<Send> fit)
    {
        if (old.MessageId is not null || old.State == SendState.Accepted)
        {
            return NotAgain.Accepted;
        }
        if (old.State is SendState.Unknown or SendState.Sending)
        {
            return NotAgain.Unknown;
        }
        if (!Possible.Contains(old.State) || old.ErasedAt is not null || await db.Sends.AnyAsync(s => s.AgainOf == old.Id || s.InsteadOf == old.Id))
        {
            return NotAgain.Settled;
        }
        // One request to a list reaches everyone: that is composed anew, with its name typed.
        if (old.ListId is not null)
        {
            return NotAgain.List;
        }
        if (!Ledger.May(member, old.Content) || NotTheirs(member, old))
        {
            return NotAgain.NotYours;
        }
        var numbers = old.Private ? [] : (string[])[old.PhoneNumber ?? "", old.ConversationNumber ?? "", .. old.Targets ?? []];
        if (await db.OptOuts.AnyAsync(o => numbers.Contains(o.PhoneNumber)))
        {
            return NotAgain.OptedOut;
        }
        return fit.Any(other => Repeats.Same(old, other)) || await Repeats.AnySinceAsync(db, old, time.GetUtcNow()) ? NotAgain.Repeat
            : await Repeats.AnyErasedSinceAsync(db, old) ? NotAgain.Erased
            : null;
    }

    // What is in doubt is settled by its sender or an admin.
    private static bool NotTheirs(Membership member, Send old) =>
        old.State == SendState.NotFound && old.AccountId != member.AccountId && member.Role != Role.Admin;

    private Task<int> CloseAsync(PortalDbContext db, long id)
    {
        var now = time.GetUtcNow();
        return db.Sends.Where(s => s.Id == id).MoveAsync(SendMoves.CloseForAgain, now);
    }
}

/// <param name="Sent">The new sends.</param>
/// <param name="Left">Why each of the others was not sent again.</param>
/// <param name="Refusal">Why none was, when none could be, whatever it is.</param>
public sealed record AgainAnswer(IReadOnlyList<long> Sent, IReadOnlyList<NotAgain> Left, string? Refusal)
{
    internal static AgainAnswer None(string? refusal) => new([], [], refusal);
}

/// <summary>Why a send is not sent again.</summary>
public enum NotAgain
{
    /// <summary>Heymarket has it.</summary>
    Accepted,
    /// <summary>Heymarket may have it.</summary>
    Unknown,
    /// <summary>It waits, was cancelled, closed, changed into another, sent again already, or its text was erased.</summary>
    Settled,
    /// <summary>It goes to a list: that is composed again, with the list's name typed.</summary>
    List,
    /// <summary>The same text went or goes to the same recipient, after it or within ten minutes.</summary>
    Repeat,
    /// <summary>The recipient opted out.</summary>
    OptedOut,
    /// <summary>A later send that may have said the same to the same recipient is erased, so that nobody can tell any more.</summary>
    Erased,
    /// <summary>It is for its sender, for an admin, or for somebody with the grant.</summary>
    NotYours,
}
