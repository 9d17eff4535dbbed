using System.Collections.Concurrent;
using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Teams;

/// <summary>
/// The sealed rows of API keys, read at most once a second: a thousand texts a second would read the same row a thousand times. What
/// is kept is as sealed as in the database. Whether a key still signs is asked of the database at each claim, not here.
/// </summary>
internal sealed class SealedKeys(Database database, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);
    private static readonly string[] TeamFilters = [PortalDbContext.TeamFilter];
    private readonly ConcurrentDictionary<long, Row> _rows = new();

    /// <returns>Null when there is no such key.</returns>
    public async ValueTask<Row?> FindAsync(long apiKeyId)
    {
        var asked = time.GetTimestamp();
        if (_rows.TryGetValue(apiKeyId, out var kept) && time.GetElapsedTime(kept.ReadAt, asked) < Kept)
        {
            return kept;
        }
        var found = await database.ReadAsync(null, db => (
            from key in db.ApiKeys.IgnoreQueryFilters(TeamFilters).AsNoTracking()
            join team in db.Teams.AsNoTracking() on key.TeamId equals team.Id
            where key.Id == apiKeyId
            select new Row(team, key, asked)).FirstOrDefaultAsync());
        if (found is null)
        {
            _rows.TryRemove(apiKeyId, out _);
            return null;
        }
        return _rows[apiKeyId] = found;
    }

    public void Forget(long apiKeyId) => _rows.TryRemove(apiKeyId, out _);

    internal sealed record Row(Team Team, ApiKey Key, long ReadAt);
}
