using HeymarketPortal.Sending;

namespace HeymarketPortal.Data;

/// <summary>The row of a confirmed send.</summary>
internal static class NewSends
{
    public static Send Of(ConfirmedSend confirmed, Membership membership, ApiKey key, SendingOptions options, DateTimeOffset now)
    {
        var (content, meant) = (confirmed.Content, confirmed.Meant);
        var due = confirmed.DueAt ?? now + options.HoldOf(content, membership.Account.HoldSeconds);
        var works = key.State == ApiKeyState.InUse;
        return new Send
        {
            TeamId = membership.TeamId,
            Kind = content.Kind,
            State = due > now ? SendState.Scheduled : works ? SendState.Queued : SendState.Held,
            StateAt = now,
            LocalId = confirmed.Ticket.LocalId.ToString(),
            RequestId = confirmed.Ticket.RequestId,
            RateKey = key.RateKey,
            InboxId = content.InboxId,
            SenderId = content.SenderId,
            PhoneNumber = content.PhoneNumber,
            ConversationId = content.ConversationId,
            Targets = content.Targets?.ToList(),
            ListId = content.ListId,
            Text = content.Text,
            MediaUrl = content.MediaUrl,
            TemplateId = content.TemplateId,
            SurveyId = content.SurveyId,
            Private = content.Private,
            Author = content.Author,
            InboxName = meant.Inbox,
            InboxPhone = meant.InboxPhone,
            SenderName = meant.Sender,
            TemplateName = meant.TemplateName,
            TemplateRevision = meant.TemplateRevision,
            TemplateText = meant.TemplateText,
            SurveyName = meant.SurveyName,
            SurveyQuestion = meant.SurveyQuestion,
            ConversationNumber = meant.ConversationNumber,
            ListName = meant.ListName,
            ListRevision = meant.ListRevision,
            ListSize = meant.ListSize,
            ListNumbers = meant.ListNumbers is [] ? null : [.. meant.ListNumbers],
            InsteadOf = confirmed.InsteadOf,
            AccountId = membership.AccountId,
            AccountName = membership.Account.Name,
            CreatedAt = now,
            DueAt = due,
            NotAfter = due.AddMinutes(options.NotAfterMinutes),
            Reason = works ? null : "The team's API key needs attention.",
        };
    }
}
