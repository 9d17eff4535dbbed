namespace HeymarketPortal.Sending;

/// <summary>
/// What one send asks of Heymarket, in its thirteen request fields less <c>local_id</c>. Null means absent. Source:
/// Heymarket's guide to sending.
/// </summary>
/// <param name="Kind">Which target family is set.</param>
/// <param name="InboxId"><c>inbox_id</c>: the inbox to send from.</param>
/// <param name="SenderId"><c>creator_id</c>: the person the message appears to come from.</param>
public sealed record SendContent(SendKind Kind, long InboxId, long SenderId)
{
    /// <summary><c>phone_number</c>: E.164 digits without the plus sign.</summary>
    public string? PhoneNumber { get; init; }
    /// <summary><c>chat_id</c>: an existing conversation.</summary>
    public long? ConversationId { get; init; }
    /// <summary><c>targets</c>: the numbers of a group MMS, E.164 digits.</summary>
    public IReadOnlyList<string>? Targets { get; init; }
    /// <summary><c>list_id</c>.</summary>
    public long? ListId { get; init; }
    public string? Text { get; init; }
    /// <summary><c>media_url</c>: absolute http or https address.</summary>
    public string? MediaUrl { get; init; }
    public long? TemplateId { get; init; }
    public long? SurveyId { get; init; }
    /// <summary><c>private</c>: a comment that only the team sees.</summary>
    public bool Private { get; init; }
    /// <summary><c>author</c>: the name above the bubble.</summary>
    public string? Author { get; init; }
}
