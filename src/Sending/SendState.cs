namespace HeymarketPortal.Sending;

/// <summary>Where a send stands. Stored as its word, so that an operator reads it with any SQL tool.</summary>
public enum SendState
{
    /// <summary>Waits for its time.</summary>
    Scheduled,
    /// <summary>Next in line.</summary>
    Queued,
    /// <summary>Stopped with its API key or its team; a person decides after 30 minutes.</summary>
    Held,
    /// <summary>Claimed: its request is on its way, or was when the process died.</summary>
    Sending,
    /// <summary>Heymarket took it and gave it an id. Delivery is another matter.</summary>
    Accepted,
    /// <summary>Heymarket refused it, with a reason.</summary>
    Rejected,
    /// <summary>It never left before its "not after".</summary>
    NotSent,
    /// <summary>It may have left; no answer tells. Never sent again by itself.</summary>
    Unknown,
    /// <summary>Looked for at Heymarket and not found. Shown as "Not at Heymarket".</summary>
    NotFound,
    /// <summary>Stopped by a person before it left.</summary>
    Cancelled,
    /// <summary>Scheduled or held past its "not after".</summary>
    Expired,
    /// <summary>Settled by a person without evidence.</summary>
    Closed,
}

/// <summary>What the states have in common. Which may follow which is said in <see cref="SendMoves"/>.</summary>
public static class SendStates
{
    /// <summary>Still to end: shown in the Outbox under Waiting.</summary>
    public static IReadOnlyList<SendState> Waiting { get; } =
        [SendState.Scheduled, SendState.Queued, SendState.Held, SendState.Sending];

    /// <summary>Ended without certainty: shown in the Outbox under Needs review.</summary>
    public static IReadOnlyList<SendState> NeedsReview { get; } = [SendState.Unknown, SendState.NotFound];

    /// <summary>Whether any move leads from one to the other. Whatever none does is refused.</summary>
    public static bool MayBecome(this SendState from, SendState to) => SendMoves.All.Any(move => move.To == to && move.From.Contains(from));
}
