using System.Globalization;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Data;

/// <summary>One intent: one <c>POST /v1/message/send</c>. The ledger is the only one who writes it.</summary>
public sealed class Send : ITeamRow
{
    public long Id { get; set; }
    public long TeamId { get; set; }
    public SendKind Kind { get; set; }
    public SendState State { get; set; }
    /// <summary>When <see cref="State"/> was last changed.</summary>
    public DateTimeOffset StateAt { get; set; }
    /// <summary>Heymarket's <c>local_id</c>: a UUIDv7, the same for every attempt.</summary>
    public required string LocalId { get; set; }
    /// <summary>The form's own id: confirming it twice gives one send.</summary>
    public Guid RequestId { get; set; }
    public required string RateKey { get; set; }

    // What is asked of Heymarket.
    public long InboxId { get; set; }
    public long SenderId { get; set; }
    public string? PhoneNumber { get; set; }
    public long? ConversationId { get; set; }
    public List<string>? Targets { get; set; }
    public long? ListId { get; set; }
    public string? Text { get; set; }
    public string? MediaUrl { get; set; }
    public long? TemplateId { get; set; }
    public long? SurveyId { get; set; }
    public bool Private { get; set; }
    public string? Author { get; set; }

    // What was meant: the names and texts behind the ids as they were at the confirm click.
    public string? InboxName { get; set; }
    public string? InboxPhone { get; set; }
    public string? SenderName { get; set; }
    public string? TemplateName { get; set; }
    public long? TemplateRevision { get; set; }
    public string? TemplateText { get; set; }
    public string? SurveyName { get; set; }
    public string? SurveyQuestion { get; set; }
    public string? ConversationNumber { get; set; }
    public string? ListName { get; set; }
    public long? ListRevision { get; set; }
    public int? ListSize { get; set; }
    public List<string>? ListNumbers { get; set; }
    /// <summary>The scheduled send whose place it took.</summary>
    public long? InsteadOf { get; set; }
    /// <summary>The send that a person chose to send again; at most one send names it.</summary>
    public long? AgainOf { get; set; }

    /// <summary>One of many that were queued together: a person's own text goes first.</summary>
    public bool Bulk { get; set; }

    /// <summary>The account that confirmed it.</summary>
    public long? AccountId { get; set; }
    public string? AccountName { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset DueAt { get; set; }
    public DateTimeOffset NotAfter { get; set; }

    // The claim.
    public Guid? AttemptId { get; set; }
    public string? Owner { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }
    public int Attempts { get; set; }

    // What came of it.
    public long? MessageId { get; set; }
    public string? GalleryUrl { get; set; }
    /// <summary>Heymarket's own <c>date</c>.</summary>
    public DateTimeOffset? HeymarketDate { get; set; }
    /// <summary>The conversation that Heymarket named in its answer.</summary>
    public long? FoundConversationId { get; set; }
    /// <summary>What became of it after Heymarket took it; never mixed with <see cref="State"/>.</summary>
    public Delivery? Delivery { get; set; }
    public DateTimeOffset? DeliveryAt { get; set; }

    // Looking for it at Heymarket.
    /// <summary>When it is looked for next; null: not by itself.</summary>
    public DateTimeOffset? CheckAt { get; set; }
    /// <summary>How often its times to look came since it got its state.</summary>
    public int Checks { get; set; }
    /// <summary>Good reads without it, long enough after the attempt to count.</summary>
    public int Absences { get; set; }
    public DateTimeOffset? CheckedAt { get; set; }
    /// <summary>What the last look showed, for people.</summary>
    public string? CheckNote { get; set; }

    /// <summary>Why it stands where it stands, for people.</summary>
    public string? Reason { get; set; }

    /// <summary>When its text and numbers were erased; null while they are there.</summary>
    public DateTimeOffset? ErasedAt { get; set; }

    public SendContent Content => new(Kind, InboxId, SenderId)
    {
        PhoneNumber = PhoneNumber,
        ConversationId = ConversationId,
        Targets = Targets,
        ListId = ListId,
        Text = Text,
        MediaUrl = MediaUrl,
        TemplateId = TemplateId,
        SurveyId = SurveyId,
        Private = Private,
        Author = Author,
    };

    /// <summary>The form that would give this send again, to be sent at once.</summary>
    public SendForm Form => new()
    {
        Kind = Kind,
        InboxId = InboxId,
        SenderId = SenderId,
        Target = ConversationId is not null ? SendTarget.Conversation : ListId is not null ? SendTarget.List : SendTarget.Number,
        PhoneNumber = PhoneNumber,
        ConversationId = ConversationId?.ToString(CultureInfo.InvariantCulture),
        Numbers = Targets?.ToList() ?? [],
        ListId = ListId?.ToString(CultureInfo.InvariantCulture),
        SurveyId = SurveyId?.ToString(CultureInfo.InvariantCulture),
        UseTemplate = TemplateId is not null,
        TemplateId = TemplateId?.ToString(CultureInfo.InvariantCulture),
        Text = Text,
        MediaUrl = MediaUrl,
        Private = Private,
        Author = Author,
    };
}
