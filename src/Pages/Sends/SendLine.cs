using System.Linq.Expressions;
using HeymarketPortal.Data;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Pages.Sends;

/// <summary>A send as one line of a grid.</summary>
public sealed record SendLine(
    long Id, DateTimeOffset Time, SendKind Kind, SendState State, string? PhoneNumber, long? ConversationId, int Targets, long? ListId,
    string? Text, string? MediaUrl, bool Private, string? InboxName, string? SenderName, string? SentBy, long? AccountId, long? MessageId, string? GalleryUrl, string? Reason,
    DateTimeOffset DueAt, string? ListName, string? TemplateName, string? SurveyName, string LocalId, DateTimeOffset StateAt, DateTimeOffset? CheckAt, Delivery? Delivery, long InboxId)
{
    public static Expression<Func<Send, SendLine>> From { get; } = s => new SendLine(
        s.Id, s.CreatedAt, s.Kind, s.State, s.PhoneNumber, s.ConversationId, s.Targets == null ? 0 : s.Targets.Count, s.ListId,
        s.Text, s.MediaUrl, s.Private, s.InboxName, s.SenderName, s.AccountName, s.AccountId, s.MessageId, s.GalleryUrl, s.Reason,
        s.DueAt, s.ListName, s.TemplateName, s.SurveyName, s.LocalId, s.StateAt, s.CheckAt, s.Delivery, s.InboxId) { ErasedAt = s.ErasedAt };

    /// <summary>When its text and numbers were erased.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    public string Recipient => this switch
    {
        { PhoneNumber: { } number } => Sending.PhoneNumber.Display(number),
        { ConversationId: { } id } => $"Conversation {id}",
        { Targets: > 0 } => $"{Targets} people",
        { ListId: { } id } => ListName ?? $"List {id}",
        { ErasedAt: not null } => "Number erased",
        _ => "Nobody",
    };

    public string Message => Text ?? (this switch
    {
        { TemplateName: { } template } => $"Template {template}",
        { SurveyName: { } survey } => $"Survey {survey}",
        { MediaUrl: not null } => "Media only",
        { ErasedAt: { } at } => SendWords.Erased(Time, at),
        _ => SendWords.Of(Kind).Word,
    });
}
