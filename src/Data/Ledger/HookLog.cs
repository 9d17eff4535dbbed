using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>What webhooks told: kept before it is answered, worked off afterwards, over all teams.</summary>
public sealed class HookLog(Database database, TimeProvider time)
{
    /// <summary>Worked-off events that a team keeps: whoever floods it pushes out the oldest, and the disk does not fill.</summary>
    public const int MostKept = 2_000;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Stores an event durably.</summary>
    /// <returns>Whether it is new: a repeat changes nothing.</returns>
    public Task<bool> KeepAsync(long teamId, NewHook hook, CancellationToken stop = default) => database.WriteAsync(teamId, async db =>
    {
        var fingerprint = await FingerprintAsync(db, hook);
        if (fingerprint is null || await db.HookEvents.AnyAsync(h => h.Fingerprint == fingerprint))
        {
            return false;
        }
        db.HookEvents.Add(new HookEvent { TeamId = teamId, ReceivedAt = time.GetUtcNow(), Type = hook.Type, Fingerprint = fingerprint, Body = hook.Event });
        return true;
    }, stop);

    /// <summary>Events that are still to be worked off, oldest first.</summary>
    public Task<List<HookEvent>> OpenAsync(long after, int most, CancellationToken stop) => database.ReadAsync(null, db => Everyone(db)
        .AsNoTracking().Where(h => h.HandledAt == null && h.Id > after).OrderBy(h => h.Id).Take(most).ToListAsync(stop), stop);

    public Task DoneAsync(HookEvent hook, string note) => database.WriteAsync(hook.TeamId, db =>
    {
        var now = time.GetUtcNow();
        return db.HookEvents.Where(h => h.Id == hook.Id && h.HandledAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(h => h.HandledAt, now).SetProperty(h => h.Note, note));
    });

    /// <summary>Newest first.</summary>
    public Task<List<HookLine>> LatestAsync(long teamId, int most) => database.ReadAsync(teamId, db => db.HookEvents.AsNoTracking()
        .OrderByDescending(h => h.Id).Take(most).Select(h => new HookLine(h.Id, h.Type, h.ReceivedAt, h.Note)).ToListAsync());

    /// <summary>Lets go of what was worked off and is old or too much.</summary>
    public async Task PruneAsync(IEnumerable<long> teamIds)
    {
        foreach (var teamId in teamIds)
        {
            await database.WriteAsync(teamId, async db =>
            {
                var old = time.GetUtcNow() - Kept;
                var last = await db.HookEvents.OrderByDescending(h => h.Id).Skip(MostKept).Select(h => h.Id).FirstOrDefaultAsync();
                await db.HookEvents.Where(h => h.HandledAt != null && (h.Id <= last || h.ReceivedAt < old)).ExecuteDeleteAsync();
            });
        }
    }

    // Nothing tells a second opt-out from a repeat of the first but what came between: only what the number said last is repeated.
    private static async Task<string?> FingerprintAsync(PortalDbContext db, NewHook hook)
    {
        if (hook.Turns is not { } number)
        {
            return Digest(hook.Sameness);
        }
        var about = $"{Digest(number)[..16]}:";
        var last = await db.HookEvents.AsNoTracking().Where(h => h.Fingerprint.StartsWith(about)).OrderByDescending(h => h.Id)
            .Select(h => new { h.Id, h.Fingerprint }).FirstOrDefaultAsync();
        var said = Digest(hook.Sameness)[..16];
        return last?.Fingerprint.EndsWith(said, StringComparison.Ordinal) == true ? null : $"{about}{last?.Id}:{said}";
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static IQueryable<HookEvent> Everyone(PortalDbContext db) => db.HookEvents.IgnoreQueryFilters([PortalDbContext.TeamFilter]);
}

/// <summary>An event as it came.</summary>
/// <param name="Event">The body without its token.</param>
/// <param name="Sameness">Equal for repeats, different for later changes of the same thing.</param>
/// <param name="Turns">The number whose events turn each other over; null for events that stand alone.</param>
public sealed record NewHook(string Type, string Event, string Sameness, string? Turns = null);

/// <summary>An event as people see it.</summary>
/// <param name="Note">What it led to; null while it waits to be worked off.</param>
public sealed record HookLine(long Id, string Type, DateTimeOffset ReceivedAt, string? Note);
