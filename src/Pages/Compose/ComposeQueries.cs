using HeymarketPortal.Data;
using HeymarketPortal.Pages.Sends;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Pages.Compose;

/// <summary>What Compose reads of our own rows.</summary>
public sealed class ComposeQueries(Database database, OptOuts optOuts)
{
    /// <summary>The inbox and sender of the account's last send: preselected the next time.</summary>
    public Task<LastChoice?> LastChoiceAsync(Actor actor) => database.ReadAsync(actor.TeamId, db => db.Sends.AsNoTracking()
        .Where(s => s.AccountId == actor.AccountId).OrderByDescending(s => s.Id)
        .Select(s => new LastChoice(s.InboxId, s.SenderId)).FirstOrDefaultAsync());

    /// <summary>Notes on the form whether an earlier text to its number has no answer yet.</summary>
    public async Task LookForUnansweredAsync(long teamId, ComposeForm form)
    {
        var digits = PhoneNumber.Read(form.Fill.PhoneNumber).Digits;
        form.Unanswered = digits is null ? null : await database.ReadAsync(teamId, db => db.Sends.AsNoTracking()
            .Where(s => s.State == SendState.Unknown && s.PhoneNumber == digits).OrderByDescending(s => s.Id)
            .Select(s => new Unanswered(s.Id, s.CreatedAt)).FirstOrDefaultAsync());
    }

    /// <summary>Tells the form which of its recipients opted out.</summary>
    public async Task LookForOptOutsAsync(long teamId, ComposeForm form) =>
        form.Know(form.Facts with { OptedOut = await optOuts.AmongAsync(teamId, form.Facts.NumbersOf(form.Fill)) });

    public Task<SendLine?> LineAsync(long teamId, long sendId) => database.ReadAsync(teamId, db => db.Sends.AsNoTracking()
        .Where(s => s.Id == sendId).Select(SendLine.From).FirstOrDefaultAsync());

    public Task<List<SendLine>> LastTenAsync(Actor actor) => database.ReadAsync(actor.TeamId, db => db.Sends.AsNoTracking()
        .Where(s => s.AccountId == actor.AccountId).OrderByDescending(s => s.Id).Take(10).Select(SendLine.From).ToListAsync());

    /// <summary>Fills in an earlier send, to compose it again or to change it while it is scheduled.</summary>
    /// <returns>Null when the address names none of this team.</returns>
    public async Task<Send?> EarlierAsync(TeamAccess access, ComposeAddress address, ComposeForm form)
    {
        if ((address.Edit ?? address.Again) is not { } id
            || await database.ReadAsync(access.TeamId, db => db.Sends.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id && s.ErasedAt == null)) is not { } earlier)
        {
            return null;
        }
        var fill = earlier.Form;
        fill.SendAt = address.Edit is null ? null : TimeZoneInfo.ConvertTime(earlier.DueAt, access.TimeZone).DateTime;
        form.Take(fill);
        form.FoundConversationId = earlier.PhoneNumber is null ? null : earlier.FoundConversationId;
        return earlier;
    }

    /// <summary>The number behind a conversation, as an earlier answer told it.</summary>
    public Task<string?> NumberOfAsync(long teamId, long conversationId) => database.ReadAsync(teamId, db => db.Sends.AsNoTracking()
        .Where(s => s.FoundConversationId == conversationId && s.PhoneNumber != null).OrderByDescending(s => s.Id).Select(s => s.PhoneNumber).FirstOrDefaultAsync());

    /// <summary>The send that a form became.</summary>
    public Task<SendLine?> ConfirmedAsync(long teamId, Guid requestId) => database.ReadAsync(teamId, db => db.Sends.AsNoTracking()
        .Where(s => s.RequestId == requestId).Select(SendLine.From).FirstOrDefaultAsync());

    /// <summary>The account's own phone, for a test; null while it has none.</summary>
    public Task<string?> OwnNumberAsync(long accountId) => database.ReadAsync(null, db => db.Users.AsNoTracking()
        .Where(a => a.Id == accountId).Select(a => a.PhoneNumber).FirstOrDefaultAsync());

    /// <summary>The undo window that an account chose for itself.</summary>
    public Task<int?> HoldSecondsAsync(long accountId) => database.ReadAsync(null, db => db.Users.AsNoTracking()
        .Where(a => a.Id == accountId).Select(a => a.HoldSeconds).FirstOrDefaultAsync());

    public sealed record LastChoice(long InboxId, long SenderId);

    public sealed record Unanswered(long Id, DateTimeOffset At);
}
