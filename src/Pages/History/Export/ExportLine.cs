using System.Linq.Expressions;
using HeymarketPortal.Data;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Pages.History;

/// <summary>A send as one line of a file: what the grid shows, and what only a file has room for.</summary>
internal sealed record ExportLine(
    long Id, DateTimeOffset Time, SendKind Kind, SendState State, Delivery? Delivery,
    string? PhoneNumber, long? ConversationId, string? ConversationNumber, List<string>? Targets, long? ListId, string? ListName,
    long InboxId, string? InboxName, long SenderId, string? SenderName, string? SentBy,
    string? Text, bool Private, string? MediaUrl, long? TemplateId, string? TemplateName, string? TemplateText, long? SurveyId, string? SurveyName, string? SurveyQuestion,
    long? MessageId, string? GalleryUrl, string LocalId, DateTimeOffset? ErasedAt)
{
    public static Expression<Func<Send, ExportLine>> From { get; } = s => new ExportLine(
        s.Id, s.CreatedAt, s.Kind, s.State, s.Delivery,
        s.PhoneNumber, s.ConversationId, s.ConversationNumber, s.Targets, s.ListId, s.ListName,
        s.InboxId, s.InboxName, s.SenderId, s.SenderName, s.AccountName,
        s.Text, s.Private, s.MediaUrl, s.TemplateId, s.TemplateName, s.TemplateText, s.SurveyId, s.SurveyName, s.SurveyQuestion,
        s.MessageId, s.GalleryUrl, s.LocalId, s.ErasedAt);
}
