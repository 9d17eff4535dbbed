using HeymarketPortal.Sending;

namespace HeymarketPortal.Data;

/// <summary>A send that is looked for at Heymarket.</summary>
/// <param name="StartedAt">When its last attempt began.</param>
/// <param name="Since">When it got its state.</param>
public sealed record Wanted(
    long SendId, long TeamId, string RateKey, SendState State, string LocalId, SendContent Content, string? ConversationNumber, string? TemplateText,
    DateTimeOffset StartedAt, DateTimeOffset Since, int Checks, int Absences, long? MessageId)
{
    /// <summary>The key of its last attempt: it went to that key's Heymarket account.</summary>
    public long? ApiKeyId { get; init; }

    /// <summary>Heymarket tells what becomes of one text to one number, and of nothing else.</summary>
    internal bool TellsDelivery => Content is { Kind: SendKind.Individual, PhoneNumber: not null, Private: false } && !Erased;

    /// <summary>Its text is erased: what is seen of it now brings none back.</summary>
    public bool Erased { get; init; }

    /// <summary>A person wants to know now, however busy the budget is.</summary>
    public bool Asked { get; init; }

    internal string? NoteOf(Sighting seen) => Erased ? null : seen.Note;
}

/// <summary>A message as it was seen.</summary>
/// <param name="Note">What was seen, for people.</param>
public sealed record Sighting(long? MessageId, DateTimeOffset? Date, Delivery? Delivery, string? Note);
