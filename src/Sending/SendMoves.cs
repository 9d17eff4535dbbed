using static HeymarketPortal.Sending.SendState;

namespace HeymarketPortal.Sending;

/// <summary>One kind of move: where it leads, and from where alone it may start.</summary>
public sealed record SendMove(SendState To, IReadOnlyList<SendState> From);

/// <summary>
/// Everything that may happen to a send once it is stored. Each compare-and-set of the ledger makes one of these moves; a send that is
/// elsewhere stays as it is.
/// </summary>
public static class SendMoves
{
    /// <summary>A send begins in one of these.</summary>
    public static IReadOnlyList<SendState> Beginnings { get; } = [Scheduled, Queued, Held];

    // The clock.
    public static SendMove FallDue { get; } = new(Queued, [Scheduled]);
    public static SendMove Expire { get; } = new(Expired, [Scheduled, Held]);
    /// <summary>It waited in vain: its "not after" has passed, or its recipient opted out.</summary>
    public static SendMove GiveUp { get; } = new(NotSent, [Queued]);

    // An API key or a team that stops and goes on.
    public static SendMove Hold { get; } = new(Held, [Queued]);
    public static SendMove Release { get; } = new(Queued, [Held]);

    // An attempt, and what it taught. Only the first of these makes a request.
    public static SendMove Claim { get; } = new(SendState.Sending, [Queued]);
    public static SendMove Accept { get; } = new(Accepted, [SendState.Sending]);
    public static SendMove Reject { get; } = new(Rejected, [SendState.Sending]);
    /// <summary>It certainly did not leave.</summary>
    public static SendMove Return { get; } = new(Queued, [SendState.Sending]);
    public static SendMove ReturnHeld { get; } = new(Held, [SendState.Sending]);
    public static SendMove ReturnTooLate { get; } = new(NotSent, [SendState.Sending]);
    public static SendMove Doubt { get; } = new(Unknown, [SendState.Sending]);

    // Evidence. It wins, even late.
    public static SendMove Find { get; } = new(Accepted, [Unknown, NotFound, Closed]);
    public static SendMove Miss { get; } = new(NotFound, [Unknown]);
    /// <summary>Heymarket has what waits to be tried once more.</summary>
    public static SendMove Forestall { get; } = new(Cancelled, [Scheduled, Queued, Held]);

    // A person.
    public static SendMove Cancel { get; } = new(Cancelled, [Scheduled, Queued, Held]);
    /// <summary>Another send takes its place, or it becomes a draft again.</summary>
    public static SendMove Withdraw { get; } = new(Cancelled, [Scheduled]);
    public static SendMove SendNow { get; } = new(Queued, [Scheduled, Held]);
    public static SendMove Close { get; } = new(Closed, [Unknown, NotFound]);
    /// <summary>A new send goes in its stead.</summary>
    public static SendMove CloseForAgain { get; } = new(Closed, [NotFound]);

    public static IReadOnlyList<SendMove> All { get; } =
    [
        FallDue, Expire, GiveUp, Hold, Release, Claim, Accept, Reject, Return, ReturnHeld, ReturnTooLate, Doubt, Find, Miss, Forestall,
        Cancel, Withdraw, SendNow, Close, CloseForAgain,
    ];
}
