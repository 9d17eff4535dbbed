using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Pages.Outbox;

/// <summary>
/// Where a team's waiting sends stand in the queue of their rate key, and when each should leave. Sends of other teams on the same
/// rate key are counted and never shown.
/// </summary>
public sealed class WaitingPlaces(Database database, QueueOrder order, RequestBudget budget, BackOff backOff, TimeProvider time)
{
    /// <param name="sendIds">The sends on screen; another team's are left out.</param>
    /// <returns>For each that still waits. Two queries, however many there are: one more for each further rate key.</returns>
    public async Task<IReadOnlyDictionary<long, WaitingPlace>> ReadAsync(long teamId, IReadOnlyCollection<long> sendIds)
    {
        var waiting = await database.ReadAsync(teamId, db => db.Sends.Where(s => sendIds.Contains(s.Id) && SendStates.Waiting.Contains(s.State))
            .Select(s => new { s.Id, s.RateKey, s.State, s.DueAt }).ToListAsync());
        Dictionary<long, WaitingPlace> places = [];
        foreach (var key in waiting.GroupBy(s => s.RateKey))
        {
            var pause = backOff.PausedUntil(key.Key);
            var start = pause ?? time.GetUtcNow();
            long[] queued = [.. key.Where(s => s.State == SendState.Queued).Select(s => s.Id)];
            var ranks = queued is [] ? [] : await order.PlacesAsync(key.Key, queued);
            foreach (var send in key)
            {
                places[send.Id] = (send.State, Rank: ranks.GetValueOrDefault(send.Id)) switch
                {
                    (SendState.Queued, > 0 and var rank) => new(rank, start + budget.WaitOf(key.Key, rank), pause),
                    (SendState.Scheduled, _) => new(null, send.DueAt > start ? send.DueAt : start, pause),
                    _ => new(null, null, pause),
                };
            }
        }
        return places;
    }
}

/// <param name="Position">1 leaves next; null for what does not stand in the queue: scheduled, held or on its way.</param>
/// <param name="Leaves">About when it leaves, if nothing comes between; null where only a person or an answer tells.</param>
/// <param name="PausedUntil">Until then nothing of this rate key leaves, as Heymarket asked or could not be reached.</param>
public sealed record WaitingPlace(int? Position, DateTimeOffset? Leaves, DateTimeOffset? PausedUntil);
