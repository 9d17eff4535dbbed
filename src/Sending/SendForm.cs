namespace HeymarketPortal.Sending;

/// <summary>What a person typed while composing: texts as they stand in the fields, nothing normalised. A draft keeps exactly this.</summary>
public sealed class SendForm
{
    public SendKind Kind { get; set; } = SendKind.Individual;
    public long? InboxId { get; set; }
    public long? SenderId { get; set; }
    /// <summary>Which of its fields an Individual or a Survey goes to. A Group and a List have one each.</summary>
    public SendTarget Target { get; set; }
    public string? PhoneNumber { get; set; }
    public string? ConversationId { get; set; }
    /// <summary>The numbers of a group, one entry each, as typed or pasted.</summary>
    public List<string> Numbers { get; set; } = [];
    /// <summary>A chosen list's id, or one typed where lists cannot be read.</summary>
    public string? ListId { get; set; }
    public string? SurveyId { get; set; }
    /// <summary>Whether the message is a template; then <see cref="Text"/> stays empty.</summary>
    public bool UseTemplate { get; set; }
    public string? TemplateId { get; set; }
    public string? Text { get; set; }
    public string? MediaUrl { get; set; }
    public bool Private { get; set; }
    public string? Author { get; set; }
    /// <summary>When to send, on the team's wall clock, to the minute. Null: at once.</summary>
    public DateTime? SendAt { get; set; }
    /// <summary>The scheduled send that this form changes. A draft keeps it, so that both never leave.</summary>
    public long? InsteadOf { get; set; }

    /// <summary>The field that holds the recipient, by kind and target.</summary>
    public string TargetField => (Kind, Target) switch
    {
        (SendKind.Group, _) => nameof(Numbers),
        (SendKind.List, _) or (SendKind.Survey, SendTarget.List) => nameof(ListId),
        (_, SendTarget.Conversation) => nameof(ConversationId),
        _ => nameof(PhoneNumber),
    };

    /// <summary>Whether anything was typed that would be missed.</summary>
    public bool Empty => Numbers.Count == 0 && !Private && SendAt is null
        && ((string?[])[PhoneNumber, ConversationId, ListId, SurveyId, TemplateId, Text, MediaUrl, Author]).All(string.IsNullOrWhiteSpace);

    public SendForm Copy()
    {
        var copy = (SendForm)MemberwiseClone();
        copy.Numbers = [.. Numbers];
        return copy;
    }
}

/// <summary>Which recipient field of a form counts.</summary>
public enum SendTarget
{
    Number,
    Conversation,
    List,
}
