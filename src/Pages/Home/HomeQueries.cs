using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Pages.Home;

/// <summary>What Home tells of the team's own rows.</summary>
public sealed class HomeQueries(Database database)
{
    /// <param name="since">The start of today in the team's zone.</param>
    public Task<HomeView> ReadAsync(long teamId, DateTimeOffset since) => database.ReadAsync(teamId, async db =>
    {
        var today = await db.Sends.Where(s => s.CreatedAt >= since).GroupBy(s => s.State)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count);
        var open = await db.Sends.Where(s => s.State == SendState.Unknown || s.State == SendState.NotFound || s.State == SendState.Held)
            .GroupBy(s => s.State).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count);
        var key = await db.ApiKeys.AsNoTracking().Where(k => k.State == ApiKeyState.InUse || k.State == ApiKeyState.NeedsAttention)
            .Select(k => new HomeKey(k.Label, k.State == ApiKeyState.InUse, k.Trouble, k.RateKey)).FirstOrDefaultAsync();
        var stop = await db.Teams.Where(t => t.Id == teamId && t.StoppedAt != null).Select(t => new TeamStop(t.StoppedBy, t.StoppedAt!.Value)).FirstOrDefaultAsync();
        return new HomeView(today, open, key, stop, await db.Sends.AnyAsync());
    });
}

/// <param name="Open">Sends of any day that want somebody.</param>
/// <param name="Key">The key that signs the team's requests; null when there is none.</param>
/// <param name="Stop">Who stopped all sends of the team.</param>
public sealed record HomeView(
    IReadOnlyDictionary<SendState, int> Today, IReadOnlyDictionary<SendState, int> Open, HomeKey? Key, TeamStop? Stop, bool HasSent);

public sealed record HomeKey(string Label, bool Works, string? Trouble, string RateKey);
