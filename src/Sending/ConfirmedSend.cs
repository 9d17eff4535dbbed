namespace HeymarketPortal.Sending;

/// <summary>
/// A send that has passed the rules. The ledger takes nothing else, and only <see cref="SendRules.Confirm"/> makes one.
/// </summary>
public sealed record ConfirmedSend
{
    internal ConfirmedSend(SendContent content, SendTicket ticket, SendMeant meant)
    {
        Content = content;
        Ticket = ticket;
        Meant = meant;
    }

    public SendContent Content { get; }
    public SendTicket Ticket { get; }
    public SendMeant Meant { get; init; }

    /// <summary>When it shall leave, in UTC; null: at once, after the undo window.</summary>
    public DateTimeOffset? DueAt { get; internal init; }

    /// <summary>The scheduled send that this one takes the place of. Both happen, or neither.</summary>
    public long? InsteadOf { get; init; }

    /// <summary>The earlier send with the same message to the same recipient that the person was told of and means to repeat.</summary>
    public long? Repeating { get; init; }

    /// <summary>What must be typed before this may leave: a list's name, or its id where its name is not known. Null for other kinds.</summary>
    public string? NameToType => Content.ListId is { } id ? Meant.ListName?.Trim() ?? id.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>What was typed as <see cref="NameToType"/>.</summary>
    public string? TypedName { get; init; }

    /// <summary>Whether the person has typed what was asked, capitals and surrounding blanks aside.</summary>
    public bool Agreed => NameToType is null || string.Equals(NameToType, TypedName?.Trim(), StringComparison.OrdinalIgnoreCase);
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

/// <summary>
/// What a person meant: the names and texts behind a content's ids as they were at the confirm click. Heymarket's own may change
/// or go; the history keeps these.
/// </summary>
public sealed record SendMeant(string? Inbox, string? InboxPhone, string? Sender)
{
    public string? TemplateName { get; init; }
    public long? TemplateRevision { get; init; }
    public string? TemplateText { get; init; }
    public string? SurveyName { get; init; }
    public string? SurveyQuestion { get; init; }
    /// <summary>The number behind a conversation, E.164 digits, where it is known.</summary>
    public string? ConversationNumber { get; init; }
    public string? ListName { get; init; }
    public long? ListRevision { get; init; }
    public int? ListSize { get; init; }
    /// <summary>E.164 digits; empty where the account does not say.</summary>
    public IReadOnlyList<string> ListNumbers { get; init; } = [];
}
