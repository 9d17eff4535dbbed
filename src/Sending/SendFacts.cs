namespace HeymarketPortal.Sending;

/// <summary>
/// What the rules know when a person confirms. <paramref name="OwnPersonId"/> is the Heymarket person the account is linked to;
/// <paramref name="MaySendAsOthers"/> is the grant.
/// </summary>
public sealed record SendFacts(
    IReadOnlyList<InboxFacts> Inboxes,
    IReadOnlyDictionary<long, string> People,
    long? OwnPersonId,
    bool MaySendAsOthers)
{
    /// <summary>
    /// Inboxes and people are only those that earlier sends named, because Heymarket was not asked. Others may be right as well: they
    /// are warned of, not refused.
    /// </summary>
    public bool FromEarlierSends { get; init; }
    /// <summary>The grant Broadcast: without it nothing goes to a list.</summary>
    public bool MayBroadcast { get; init; }
    /// <summary>Null where they could not be read: then an id may be typed.</summary>
    public IReadOnlyList<ListFacts>? Lists { get; init; }
    /// <inheritdoc cref="Lists"/>
    public IReadOnlyList<TemplateFacts>? Templates { get; init; }
    /// <inheritdoc cref="Lists"/>
    public IReadOnlyList<SurveyFacts>? Surveys { get; init; }
    /// <summary>The most contacts one list of this account may hold (<c>list_size</c>).</summary>
    public long? LongestList { get; init; }
    /// <summary>Above this many numbers a group MMS warns (<c>Sending:GroupMaximum</c>).</summary>
    public int GroupMaximum { get; init; } = 8;
    /// <summary>The merge tokens that Heymarket fills in, without braces.</summary>
    public IReadOnlyList<string> Tokens { get; init; } = MergeTokens.Standard;
    /// <summary>Which of the form's numbers opted out of texts, E.164 digits; others may be among them.</summary>
    public IReadOnlySet<string> OptedOut { get; init; } = new HashSet<string>();
    /// <summary>The numbers behind conversations, E.164 digits, as far as they were looked up.</summary>
    public IReadOnlyDictionary<long, string> ConversationNumbers { get; init; } = new Dictionary<long, string>();
    /// <summary>The team's wall clock.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    public InboxFacts? InboxOf(SendForm form) => Inboxes.FirstOrDefault(inbox => inbox.Id == form.InboxId);
    public ListFacts? ListOf(SendForm form) => Lists?.FirstOrDefault(list => list.Id == Typed.Id(form.ListId));
    public TemplateFacts? TemplateOf(SendForm form) => Templates?.FirstOrDefault(template => template.Id == Typed.Id(form.TemplateId));
    /// <summary>Whom a form reaches, E.164 digits, as far as it is known. Nobody for a list: Heymarket knows who is on it.</summary>
    public IReadOnlyList<string> NumbersOf(SendForm form) => form.TargetField switch
    {
        nameof(form.PhoneNumber) => PhoneNumber.Read(form.PhoneNumber).Digits is { } digits ? [digits] : [],
        nameof(form.Numbers) => Typed.Numbers(form),
        nameof(form.ConversationId) => Typed.Id(form.ConversationId) is { } id && ConversationNumbers.TryGetValue(id, out var number) ? [number] : [],
        _ => [],
    };
    public SurveyFacts? SurveyOf(SendForm form) => Surveys?.FirstOrDefault(survey => survey.Id == Typed.Id(form.SurveyId));
}

/// <summary>What the rules know about an inbox. <paramref name="MemberIds"/> is empty where Heymarket names nobody.</summary>
public sealed record InboxFacts(long Id, string Name, string? Phone, IReadOnlyList<long> MemberIds, bool TollFree = false);

/// <param name="Size">How many it reaches; null where the account does not say.</param>
/// <param name="Numbers">E.164 digits; empty where the account does not say.</param>
public sealed record ListFacts(long Id, string Name, int? Size, DateTimeOffset? UpdatedAt, long? Revision, IReadOnlyList<string> Numbers);

public sealed record TemplateFacts(long Id, string Name, string? Text, long? Revision);

public sealed record SurveyFacts(long Id, string Name, string? Question);
