using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>Finds the same message to the same recipient shortly before (or after): nobody should get it twice by oversight.</summary>
internal static class Repeats
{
    private static readonly TimeSpan ForOne = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ForAList = TimeSpan.FromHours(24);

    private static readonly SendState[] MayHaveArrived =
    [
        SendState.Scheduled, SendState.Queued, SendState.Held, SendState.Sending,
        SendState.Accepted, SendState.Unknown, SendState.NotFound, SendState.Closed,
    ];

    /// <summary>The newest of them, unless the person was told of it already.</summary>
    public static async Task<ConfirmAnswer.Repeat?> FindAsync(PortalDbContext db, ConfirmedSend confirmed, DateTimeOffset due)
    {
        var c = confirmed.Content;
        var window = c.ListId is null ? ForOne : ForAList;
        var (from, to, told, replaced) = (due - window, due + window, confirmed.Repeating ?? 0, confirmed.InsteadOf ?? 0);
        var same = db.Sends.AsNoTracking().Where(s => s.DueAt > from && s.DueAt < to && s.Id > told && s.Id != replaced && (MayHaveArrived.Contains(s.State) || s.MessageId != null)
            && s.Text == c.Text && s.TemplateId == c.TemplateId && s.SurveyId == c.SurveyId && s.MediaUrl == c.MediaUrl && s.Private == c.Private);
        same = c switch
        {
            { PhoneNumber: { } number } => same.Where(s => s.PhoneNumber == number),
            { ListId: { } list } => same.Where(s => s.ListId == list),
            { ConversationId: { } conversation } => same.Where(s => s.ConversationId == conversation),
            _ => same.Where(s => s.Kind == SendKind.Group),
        };
        var found = await same.OrderByDescending(s => s.Id).Select(s => new { s.Id, s.AccountName, s.CreatedAt, s.Targets }).ToListAsync();
        return found.FirstOrDefault(s => c.Targets is null || c.Targets.Order().SequenceEqual(s.Targets!.Order())) is { } earlier
            ? new(earlier.Id, earlier.AccountName, earlier.CreatedAt)
            : null;
    }
}
