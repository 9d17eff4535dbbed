using HeymarketPortal.Data;
using HeymarketPortal.Pages.Sends;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Pages.Compose;

/// <summary>What Compose reads of our own rows.</summary>
public sealed class ComposeQueries(Database database)
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

    public Task<SendLine?> LineAsync(long teamId, long sendId) => database.ReadAsync(teamId, db => db.Sends.AsNoTracking()
        .Where(s => s.Id == sendId).Select(SendLine.From).FirstOrDefaultAsync());

    public Task<List<SendLine>> LastTenAsync(Actor actor) => database.ReadAsync(actor.TeamId, db => db.Sends.AsNoTracking()
        .Where(s => s.AccountId == actor.AccountId).OrderByDescending(s => s.Id).Take(10).Select(SendLine.From).ToListAsync());

    /// <summary>The fields of an earlier send, to compose it again.</summary>
    public async Task<SendForm?> AgainAsync(long teamId, long sendId)
    {
        var earlier = await database.ReadAsync(teamId, db => db.Sends.AsNoTracking().FirstOrDefaultAsync(s => s.Id == sendId));
        return earlier?.Form;
    }

    public sealed record LastChoice(long InboxId, long SenderId);

    public sealed record Unanswered(long Id, DateTimeOffset At);
}
