using HeymarketPortal.Data;
using HeymarketPortal.Pages.Sends;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Pages.History;

/// <summary>Something that happened to a send.</summary>
/// <param name="More">In other words than the portal's: a reason, a note.</param>
public sealed record SendMoment(DateTimeOffset At, string Words, string? More = null)
{
    /// <summary>All that is known of a send, from its confirm on.</summary>
    public static IReadOnlyList<SendMoment> Of(SendDetails details)
    {
        var send = details.Send;
        List<SendMoment> moments = [new(send.CreatedAt, send.AccountName is { } name ? $"Confirmed by {name}" : "Confirmed")];
        if (ForLater.TimeGiven(send.CreatedAt, send.DueAt))
        {
            moments.Add(new(send.DueAt, "Due"));
        }
        foreach (var attempt in details.Attempts)
        {
            moments.Add(new(attempt.StartedAt, "Request began"));
            if (attempt.EndedAt is { } ended)
            {
                moments.Add(new(ended, attempt.HttpStatus is { } status ? $"Heymarket answered {status}" : "The request ended without an answer"));
            }
        }
        if (send.State is not (SendState.Scheduled or SendState.Queued or SendState.Sending))
        {
            moments.Add(new(send.StateAt, SendWords.Of(send.State).Word, send.Reason));
        }
        Add(send.HeymarketDate, "Heymarket time of the message");
        Add(send.DeliveryAt, send.Delivery is { } delivery ? SendWords.Of(delivery).Word : "Delivery told");
        Add(send.CheckedAt, "Last looked for at Heymarket", send.CheckNote);
        Add(send.ErasedAt, "Text and numbers erased");
        return [.. moments.OrderBy(moment => moment.At)];

        void Add(DateTimeOffset? at, string words, string? more = null)
        {
            if (at is { } known)
            {
                moments.Add(new(known, words, more));
            }
        }
    }
}
