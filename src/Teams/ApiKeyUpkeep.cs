using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Teams;

/// <summary>What the portal does to API keys by itself: it destroys those that were replaced a day ago and notes what its daily check found.</summary>
public sealed class ApiKeyUpkeep(Database database, ApiKeys keys, AuditTrail audit, TeamChanges changes, TimeProvider time)
{
    private static readonly string[] TeamFilters = [PortalDbContext.TeamFilter];
    private static readonly TimeSpan CheckEvery = TimeSpan.FromHours(24);
    private static readonly TimeSpan CheckAgain = TimeSpan.FromHours(1);

    /// <summary>Erases the sealed text of keys whose time has come. Their rows stay, with the last four characters and the fingerprint.</summary>
    /// <returns>How many were destroyed.</returns>
    public async Task<int> DestroyDueAsync()
    {
        var due = await database.ReadAsync(null, db => Due(db.ApiKeys.IgnoreQueryFilters(TeamFilters), time.GetUtcNow())
            .Select(k => new { k.TeamId, k.Id }).ToListAsync());
        var destroyed = 0;
        foreach (var key in due)
        {
            // Asked again in the write: it may have been promoted back meanwhile.
            var gone = await database.WriteAsync(key.TeamId, async db =>
            {
                if (await Due(db.ApiKeys, time.GetUtcNow()).FirstOrDefaultAsync(k => k.Id == key.Id) is not { } row)
                {
                    return false;
                }
                Destroy(row, time.GetUtcNow());
                await audit.AddAsync(db, key.TeamId, null, "apikey.destroyed", $"apikey:{key.Id}");
                return true;
            });
            keys.Forget(key.Id);
            changes.Tell(key.TeamId);
            destroyed += gone ? 1 : 0;
        }
        return destroyed;
    }

    /// <summary>The keys that Heymarket was not asked about for a day; one that it could not be asked about, for an hour.</summary>
    public Task<List<KeyToCheck>> CheckDueAsync()
    {
        var (aDayAgo, anHourAgo) = (time.GetUtcNow() - CheckEvery, time.GetUtcNow() - CheckAgain);
        return database.ReadAsync(null, db => (
            from key in db.ApiKeys.IgnoreQueryFilters(TeamFilters)
            join team in db.Teams on key.TeamId equals team.Id
            // One that was replaced may be dead at Heymarket already, as it should be.
            where key.State != ApiKeyState.Revoked && key.DestroyAt == null && team.ArchivedAt == null
                && (key.CheckedAt ?? key.VerifiedAt ?? key.CreatedAt) <= (key.CheckMissed == null ? aDayAgo : anHourAgo)
            select new KeyToCheck(key.TeamId, key.Id, key.RateKey, team.Sandbox)).ToListAsync());
    }

    /// <summary>Heymarket knows the key: one that needed attention works again, as if somebody had verified it.</summary>
    public async Task WorksAsync(KeyToCheck key, ApiKeyFacts facts)
    {
        if (await database.ReadAsync(key.TeamId, db => db.ApiKeys.AnyAsync(k => k.Id == key.ApiKeyId && (k.Trouble != null || k.RateKey != facts.RateKey))))
        {
            await keys.VerifiedAsync(key.TeamId, null, key.ApiKeyId, facts);
            changes.Tell(key.TeamId);
        }
        await NoteAsync(key, works: true, missed: null);
    }

    /// <summary>Heymarket refused the key: what waits for it is held, and admins are warned on every page.</summary>
    public async Task RefusedAsync(KeyToCheck key, string trouble)
    {
        if (await database.ReadAsync(key.TeamId, db => db.ApiKeys.AnyAsync(k => k.Id == key.ApiKeyId && k.Trouble == null)))
        {
            await keys.RefusedAsync(key.TeamId, null, key.ApiKeyId, trouble);
            changes.Tell(key.TeamId);
        }
        await NoteAsync(key, works: false, missed: null);
    }

    /// <summary>Heymarket could not be asked, which says nothing about the key.</summary>
    public Task MissedAsync(KeyToCheck key, string sentence) => NoteAsync(key, works: false, sentence);

    internal static void Destroy(ApiKey key, DateTimeOffset now)
    {
        (key.State, key.RevokedAt, key.Trouble, key.DestroyAt) = (ApiKeyState.Revoked, now, null, null);
        (key.SealedKey, key.SealedSecretId) = ("", null);
    }

    private Task<int> NoteAsync(KeyToCheck key, bool works, string? missed)
    {
        var now = time.GetUtcNow();
        return database.WriteAsync(key.TeamId, db => db.ApiKeys.Where(k => k.Id == key.ApiKeyId && k.State != ApiKeyState.Revoked)
            .ExecuteUpdateAsync(set => set.SetProperty(k => k.CheckedAt, now).SetProperty(k => k.CheckMissed, missed)
                .SetProperty(k => k.VerifiedAt, k => works ? now : k.VerifiedAt)));
    }

    private static IQueryable<ApiKey> Due(IQueryable<ApiKey> keys, DateTimeOffset now) =>
        keys.Where(k => k.State == ApiKeyState.Ready && k.DestroyAt != null && k.DestroyAt <= now);
}

/// <summary>A stored key that Heymarket is asked about.</summary>
public sealed record KeyToCheck(long TeamId, long ApiKeyId, string RateKey, bool Sandbox);
