using HeymarketPortal.Sending;

namespace HeymarketPortal.Data;

/// <summary>Which sends of a team are meant: all that fit everything it names. Whoever shows, counts or exports sends asks by this.</summary>
public sealed record SendFilter
{
    /// <summary>Words by their beginnings, numbers with any punctuation, ids whole; as a person typed it.</summary>
    public string? Search { get; init; }
    public SendState? State { get; init; }
    public Delivery? Delivery { get; init; }
    public SendKind? Kind { get; init; }
    public long? InboxId { get; init; }
    /// <summary>Who confirmed it.</summary>
    public long? AccountId { get; init; }
    /// <summary>The first moment at which it may have been confirmed.</summary>
    public DateTimeOffset? From { get; init; }
    /// <summary>The first moment that is too late.</summary>
    public DateTimeOffset? Until { get; init; }
}
