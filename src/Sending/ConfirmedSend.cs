namespace HeymarketPortal.Sending;

/// <summary>
/// A send that has passed the rules. The ledger takes nothing else, and only <see cref="SendRules.Confirm"/> makes one.
/// </summary>
public sealed class ConfirmedSend
{
    internal ConfirmedSend(SendContent content, SendTicket ticket, SendNames names)
    {
        Content = content;
        Ticket = ticket;
        Names = names;
    }

    public SendContent Content { get; }
    public SendTicket Ticket { get; }
    public SendNames Names { get; }
}

/// <summary>
/// The two ids of one intent. <paramref name="RequestId"/> is made when the form opens: a double click, a reconnect or a refresh
/// confirms the same send. <paramref name="LocalId"/> (UUIDv7) is Heymarket's <c>local_id</c>, made when Review opens and the
/// same for every attempt.
/// </summary>
public sealed record SendTicket(Guid RequestId, Guid LocalId)
{
    public static SendTicket New(DateTimeOffset now) => new(Guid.CreateVersion7(now), Guid.CreateVersion7(now));
}

/// <summary>The names behind a content's ids as they were when a person confirmed, kept for the history.</summary>
public sealed record SendNames(string? Inbox, string? InboxPhone, string? Sender);
