namespace HeymarketPortal.Sending;

/// <summary>What a person typed while composing: texts as they stand in the fields, nothing normalised.</summary>
public sealed class SendForm
{
    public SendKind Kind { get; set; } = SendKind.Individual;
    public long? InboxId { get; set; }
    public long? SenderId { get; set; }
    /// <summary>Whether the recipient is a number or an existing conversation.</summary>
    public bool ToConversation { get; set; }
    public string? PhoneNumber { get; set; }
    public string? ConversationId { get; set; }
    public string? Text { get; set; }
    public string? MediaUrl { get; set; }
    public bool Private { get; set; }
    public string? Author { get; set; }
}

/// <summary>What the rules know about an inbox. <paramref name="MemberIds"/> is empty where Heymarket names nobody.</summary>
public sealed record InboxFacts(long Id, string Name, string? Phone, IReadOnlyList<long> MemberIds);

/// <summary>
/// What the rules know when a person confirms. <paramref name="OwnPersonId"/> is the Heymarket person the account is linked to;
/// <paramref name="MaySendAsOthers"/> is the grant.
/// </summary>
public sealed record SendFacts(
    IReadOnlyList<InboxFacts> Inboxes,
    IReadOnlyDictionary<long, string> People,
    long? OwnPersonId,
    bool MaySendAsOthers);
