using HeymarketPortal.Data;
using HeymarketPortal.Pages.Sends;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Pages.Outbox;

/// <summary>What has not ended: what waits for a person, and what waits for its turn.</summary>
public sealed class OutboxQueries(Database database)
{
    /// <summary>Rows shown of each; a longer queue says how long it is.</summary>
    public const int Most = 200;

    public Task<OutboxView> ReadAsync(long teamId) => database.ReadAsync(teamId, async db =>
    {
        var review = db.Sends.AsNoTracking().Where(s => s.State == SendState.Unknown || s.State == SendState.NotFound);
        var waiting = db.Sends.AsNoTracking().Where(s => s.State == SendState.Queued || s.State == SendState.Sending
            || s.State == SendState.Held || s.State == SendState.Scheduled);
        return new OutboxView(
            await review.CountAsync(), await review.OrderBy(s => s.Id).Take(Most).Select(s => new ReviewCase(
                s.Id, s.State, s.PhoneNumber, s.ConversationId, s.Text, s.LocalId, s.Reason, s.AccountId, s.AccountName, s.StateAt, s.InboxName)).ToListAsync(),
            await waiting.CountAsync(), await waiting.OrderBy(s => s.DueAt).ThenBy(s => s.Id).Take(Most).Select(SendLine.From).ToListAsync());
    });
}

public sealed record OutboxView(int ReviewCount, IReadOnlyList<ReviewCase> Review, int WaitingCount, IReadOnlyList<SendLine> Waiting);

/// <summary>A send without certainty, with what we know of it.</summary>
public sealed record ReviewCase(
    long Id, SendState State, string? PhoneNumber, long? ConversationId, string? Text, string LocalId, string? Reason,
    long? AccountId, string? SentBy, DateTimeOffset Since, string? InboxName);
