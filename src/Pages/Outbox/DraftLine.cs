using HeymarketPortal.Data;
using HeymarketPortal.Pages.Sends;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Pages.Outbox;

/// <summary>A draft as one line: whom it would go to and what it says, as far as that was typed.</summary>
public sealed record DraftLine(Guid Id, SendKind Kind, string? To, string? Message, bool Changes, DateTimeOffset SavedAt)
{
    public static DraftLine Of(OpenDraft draft) => new(
        draft.Id, draft.Form.Kind, ToOf(draft.Form), MessageOf(draft.Form), draft.Form.InsteadOf is not null, draft.UpdatedAt);

    /// <summary>What the draft is called where a name is needed.</summary>
    public string Name => To is null ? $"the {SendWords.Of(Kind).Word} draft without a recipient" : $"the draft to {To}";

    public string Address => $"compose?kind={Kind.ToString().ToLowerInvariant()}&draft={Id}";

    private static string? ToOf(SendForm form) => form.TargetField switch
    {
        nameof(form.Numbers) => form.Numbers.Count switch { 0 => null, 1 => "1 number", var many => $"{many} numbers" },
        nameof(form.ListId) => Typed.Words(form.ListId) is { } list ? $"List {list}" : null,
        nameof(form.ConversationId) => Typed.Words(form.ConversationId) is { } id ? $"Conversation {id}" : null,
        _ => PhoneNumber.Read(form.PhoneNumber).Digits is { } digits ? PhoneNumber.Display(digits) : Typed.Words(form.PhoneNumber),
    };

    private static string? MessageOf(SendForm form) => form switch
    {
        { UseTemplate: true } => Typed.Words(form.TemplateId) is { } template ? $"Template {template}" : null,
        { Text: { } text } when !string.IsNullOrWhiteSpace(text) => text,
        { Kind: SendKind.Survey } when Typed.Words(form.SurveyId) is { } survey => $"Survey {survey}",
        _ => Typed.Words(form.MediaUrl) is null ? null : "Media only",
    };
}
