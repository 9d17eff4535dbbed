using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>The row of a confirmed send.</summary>
internal static class NewSends
{
    public static Send Of(ConfirmedSend confirmed, Membership membership, ApiKey key, SendingOptions options, DateTimeOffset now)
    {
        var (content, meant) = (confirmed.Content, confirmed.Meant);
        var due = confirmed.DueAt ?? now + options.HoldOf(content, membership.Account.HoldSeconds);
        var (works, stopped) = (key.State == ApiKeyState.InUse, membership.Team.StoppedAt is not null);
        return new Send
        {
            TeamId = membership.TeamId,
            Kind = content.Kind,
            State = due > now ? SendState.Scheduled : works && !stopped ? SendState.Queued : SendState.Held,
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
            Reason = stopped ? TeamStops.Reason : works ? null : "The team's API key needs attention.",
        };
    }

    /// <summary>How many leave before one that is added to a rate key now.</summary>
    public static Task<int> AheadAsync(PortalDbContext db, string rateKey) =>
        db.Sends.IgnoreQueryFilters([PortalDbContext.TeamFilter]).CountAsync(s => s.RateKey == rateKey && s.State == SendState.Queued);

    /// <summary>How long those before it take: the last of many waits for all of them, and shall not be late because of that.</summary>
    public static TimeSpan Estimate(SendingOptions options, int before) =>
        options.RequestsPerMinute == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes((double)before / options.RequestsPerMinute);

    /// <summary>The same once more, due at once, with a local id of its own: the old one may still turn up.</summary>
    public static Send Again(Send old, Membership membership, ApiKey key, SendingOptions options, DateTimeOffset now)
    {
        var meant = new SendMeant(old.InboxName, old.InboxPhone, old.SenderName)
        {
            TemplateName = old.TemplateName,
            TemplateRevision = old.TemplateRevision,
            TemplateText = old.TemplateText,
            SurveyName = old.SurveyName,
            SurveyQuestion = old.SurveyQuestion,
            ConversationNumber = old.ConversationNumber,
            ListName = old.ListName,
            ListRevision = old.ListRevision,
            ListSize = old.ListSize,
            ListNumbers = old.ListNumbers ?? [],
        };
        var send = Of(new ConfirmedSend(old.Content, SendTicket.New(now), meant), membership, key, options, now);
        send.AgainOf = old.Id;
        return send;
    }
}
