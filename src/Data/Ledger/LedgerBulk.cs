using System.Globalization;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>Stores many confirmed sends at once, each with the checks and the audit entry that a single one has.</summary>
public sealed class LedgerBulk(Database database, AuditTrail audit, Bell bell, SendingOptions options, TimeProvider time)
{
    // The audit trail looks through what is unsaved for the end of its chain: more at a time are slower, not faster.
    private const int AtATime = 100;

    /// <summary>
    /// One transaction: when it fails half-way nothing was stored, and the same sends can be given again. Everybody else's writes
    /// wait for it. The tickets must be new.
    /// </summary>
    /// <param name="sends">Taken one by one.</param>
    /// <param name="refused">Why the send taken last is not stored; told before the next one is taken.</param>
    /// <exception cref="DbUpdateException">The database could not be written.</exception>
    public async Task<BulkAnswer> ConfirmAsync(Actor actor, IEnumerable<ConfirmedSend> sends, Action<ConfirmAnswer> refused)
    {
        string? rateKey = null;
        var answer = await database.WriteAsync(actor.TeamId, async db =>
        {
            var membership = await Ledger.MembershipOf(db, actor);
            var key = await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.State == ApiKeyState.InUse || k.State == ApiKeyState.NeedsAttention);
            if (membership?.Role.May(membership.Grants, Permission.Send) != true)
            {
                return new BulkAnswer(0, "This account may not send in this team.");
            }
            if (key is null)
            {
                return new BulkAnswer(0, "This team has no API key. An admin adds one under API keys.");
            }
            rateKey = key.RateKey;
            // What is added is known; looking for changes again and again would take longer than writing.
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            var ahead = await NewSends.AheadAsync(db, rateKey);
            var (stored, held) = (0, (string?)null);
            HashSet<string> unsaved = [];
            foreach (var confirmed in sends)
            {
                if (Refusal(membership, confirmed) is { } sentence)
                {
                    refused(new ConfirmAnswer.Refused(sentence));
                    continue;
                }
                if (unsaved.Count == AtATime || !unsaved.Add(LikenessOf(confirmed.Content)))
                {
                    await SaveAsync(db, actor);
                    unsaved = [LikenessOf(confirmed.Content)];
                }
                var send = NewSends.Of(confirmed, membership, key, options, time.GetUtcNow());
                if (await Repeats.FindAsync(db, confirmed, send.DueAt) is { } repeat)
                {
                    refused(repeat);
                    continue;
                }
                send.NotAfter += NewSends.Estimate(options, ahead + stored);
                send.Bulk = true;
                db.Sends.Add(send);
                (stored, held) = (stored + 1, send.Reason);
            }
            await SaveAsync(db, actor);
            return new BulkAnswer(stored, null) { Held = held };
        });
        if (rateKey is not null)
        {
            bell.Ring(rateKey);
        }
        return answer;
    }

    private static string? Refusal(Membership membership, ConfirmedSend confirmed) =>
        !Ledger.May(membership, confirmed.Content) ? "This account may not send that."
        : !confirmed.Agreed ? string.Create(CultureInfo.InvariantCulture, $"List {confirmed.Content.ListId} has to be named: “{confirmed.NameToType}”.")
        : null;

    // Equal for all that may be each other's repeat; a few more cost a save that was not needed.
    private static string LikenessOf(SendContent content) =>
        $"{content.PhoneNumber}{content.ConversationId}{content.ListId}{content.Kind}{content.Text}{content.TemplateId}{content.SurveyId}{content.MediaUrl}";

    private async Task SaveAsync(PortalDbContext db, Actor actor)
    {
        await db.SaveChangesAsync();
        foreach (var send in db.ChangeTracker.Entries<Send>().Select(entry => entry.Entity).OrderBy(send => send.Id).ToList())
        {
            await audit.AddAsync(db, actor.TeamId, actor.AccountId, "send.confirmed", $"send:{send.Id}", $"kind={send.Kind} many=yes");
        }
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
    }
}

/// <param name="Stored">How many were.</param>
/// <param name="Refusal">Why none could be, whatever they ask for.</param>
public sealed record BulkAnswer(int Stored, string? Refusal)
{
    /// <summary>Why what was stored waits for a person; null when it leaves by itself.</summary>
    public string? Held { get; init; }
}
