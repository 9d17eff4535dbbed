using HeymarketPortal.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>Reads chains from their beginning, and says whether every entry is as it was written and where it was written.</summary>
public sealed class AuditChains(Database database, PortalSecret secret)
{
    /// <param name="anchors">What logs say of any chain; an end that was cut off shows only beside them.</param>
    public Task<AuditVerdict> VerifyAsync(long chain, IReadOnlyCollection<AuditAnchor>? anchors = null, CancellationToken stop = default) =>
        // SQLite does not wait, it works: on a thread of its own the page stays alive.
        Task.Run(() => database.ReadAsync(null, db => VerifyAsync(db, chain, anchors ?? [], stop), stop), stop);

    /// <summary>The last entry of each chain.</summary>
    public Task<List<AuditAnchor>> HeadsAsync(CancellationToken stop = default) => database.ReadAsync(null, async db =>
    {
        var ends = await db.AuditEntries.GroupBy(e => e.Chain).Select(chain => new { Chain = chain.Key, Sequence = chain.Max(e => e.Sequence) }).ToListAsync(stop);
        List<AuditAnchor> heads = [];
        foreach (var end in ends.OrderBy(end => end.Chain))
        {
            heads.Add(new(end.Chain, end.Sequence, await db.AuditEntries.Where(e => e.Chain == end.Chain && e.Sequence == end.Sequence).Select(e => e.Hash).SingleAsync(stop)));
        }
        return heads;
    }, stop);

    private async Task<AuditVerdict> VerifyAsync(PortalDbContext db, long chain, IReadOnlyCollection<AuditAnchor> anchors, CancellationToken stop)
    {
        var key = secret.KeyFor(AuditTrail.Purpose);
        var known = anchors.Where(anchor => anchor.Chain == chain).ToLookup(anchor => anchor.Sequence, anchor => anchor.Hash);
        var (sequence, previous) = (0L, AuditTrail.Beginning);
        await foreach (var entry in db.AuditEntries.AsNoTracking().Where(e => e.Chain == chain).OrderBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(stop))
        {
            sequence++;
            if (entry.Sequence != sequence || entry.PreviousHash != previous || entry.Hash != AuditTrail.HashOf(entry, key))
            {
                return new(chain, sequence - 1, null, sequence, "It was changed, or one before it was removed or put elsewhere.");
            }
            if (known[sequence].Any(hash => hash != entry.Hash))
            {
                return new(chain, sequence - 1, null, sequence, "Another entry stood there when its anchor was logged.");
            }
            previous = entry.Hash;
        }
        return known.Select(anchor => anchor.Key).DefaultIfEmpty().Max() is var last && last > sequence
            ? new(chain, sequence, null, sequence + 1, $"Entries at the end are gone: an anchor knows {last}.")
            : new(chain, sequence, sequence == 0 ? null : new AuditAnchor(chain, sequence, previous), null, null);
    }
}

/// <summary>What came of reading a chain.</summary>
/// <param name="Entries">How many hold, from the first on.</param>
/// <param name="Head">Its end, to be written down elsewhere; null where it is broken or empty.</param>
/// <param name="BreaksAt">The sequence number of the first entry that does not hold; null when all do.</param>
/// <param name="Why">What must have happened, as a sentence.</param>
public sealed record AuditVerdict(long Chain, long Entries, AuditAnchor? Head, long? BreaksAt, string? Why);
