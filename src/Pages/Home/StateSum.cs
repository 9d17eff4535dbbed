using HeymarketPortal.Sending;
using HeymarketPortal.Ui;

namespace HeymarketPortal.Pages.Home;

/// <summary>States as Home adds them up.</summary>
internal sealed record StateSum(string Title, Meaning Meaning, SendState[] States)
{
    public static readonly StateSum[] All =
    [
        new("Done", Meaning.Good, [SendState.Accepted]),
        new("On the way", Meaning.Busy, [SendState.Scheduled, SendState.Queued, SendState.Sending]),
        new("Waiting for someone", Meaning.Attention, [SendState.Held, SendState.Unknown, SendState.NotFound]),
        new("Did not go", Meaning.Refused, [SendState.Rejected, SendState.NotSent, SendState.Expired, SendState.Cancelled]),
        // Nobody knows whether it went: a person closed it without evidence.
        new("Settled by someone", Meaning.Quiet, [SendState.Closed]),
    ];
}
