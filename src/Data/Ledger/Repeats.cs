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
        var found = await Like(db, c).Where(s => s.DueAt > from && s.DueAt < to && s.Id > told && s.Id != replaced)
            .OrderByDescending(s => s.Id).Select(s => new { s.Id, s.AccountName, s.CreatedAt, s.Targets }).ToListAsync();
        return found.FirstOrDefault(s => SamePeople(c.Targets, s.Targets)) is { } earlier
            ? new(earlier.Id, earlier.AccountName, earlier.CreatedAt)
            : null;
    }

    /// <summary>Whether the same went, or may yet go, to the same recipient after a send was made, or within the last ten minutes.</summary>
    public static async Task<bool> AnySinceAsync(PortalDbContext db, Send old, DateTimeOffset now)
    {
        var (from, to) = (now - ForOne, now + ForOne);
        var found = await Like(db, old.Content).Where(s => s.Id > old.Id || (s.Id != old.Id && s.DueAt > from && s.DueAt < to))
            .Select(s => s.Targets).ToListAsync();
        return found.Any(targets => SamePeople(old.Targets, targets));
    }

    /// <summary>
    /// Whether something that went after a send was made may have been the same, and is erased: what stayed of it, its kind, its ids and how
    /// many people it went to, does not tell it apart.
    /// </summary>
    public static Task<bool> AnyErasedSinceAsync(PortalDbContext db, Send old)
    {
        var people = old.Targets?.Count;
        return db.Sends.AnyAsync(s => s.ErasedAt != null && s.Id > old.Id && (MayHaveArrived.Contains(s.State) || s.MessageId != null)
            && s.Kind == old.Kind && s.Private == old.Private && s.TemplateId == old.TemplateId && s.SurveyId == old.SurveyId
            && s.ConversationId == old.ConversationId && s.ListId == old.ListId && (people == null || s.Targets!.Count == people));
    }

    /// <summary>Whether two sends say the same to the same recipient.</summary>
    public static bool Same(Send one, Send other) =>
        (one.Text, one.TemplateId, one.SurveyId, one.MediaUrl, one.Private) == (other.Text, other.TemplateId, other.SurveyId, other.MediaUrl, other.Private)
        && (one.PhoneNumber, one.ConversationId, one.ListId) == (other.PhoneNumber, other.ConversationId, other.ListId)
        && SamePeople(one.Targets, other.Targets);

    private static IQueryable<Send> Like(PortalDbContext db, SendContent c)
    {
        var same = db.Sends.AsNoTracking().Where(s => (MayHaveArrived.Contains(s.State) || s.MessageId != null)
            && s.Text == c.Text && s.TemplateId == c.TemplateId && s.SurveyId == c.SurveyId && s.MediaUrl == c.MediaUrl && s.Private == c.Private);
        return c switch
        {
            { PhoneNumber: { } number } => same.Where(s => s.PhoneNumber == number),
            { ListId: { } list } => same.Where(s => s.ListId == list),
            { ConversationId: { } conversation } => same.Where(s => s.ConversationId == conversation),
            _ => same.Where(s => s.Kind == SendKind.Group),
        };
    }

    private static bool SamePeople(IEnumerable<string>? one, IEnumerable<string>? other) =>
        one is null || (other is not null && one.Order().SequenceEqual(other.Order()));
}
