using System.Text.Json;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>Compose forms on their way: each belongs to one account in one team.</summary>
public sealed class Drafts(Database database, TimeProvider time)
{
    /// <summary>Writes a draft down.</summary>
    /// <param name="version">The version it was read or saved as; 0 for one never saved.</param>
    public Task<DraftAnswer> SaveAsync(Actor actor, Guid id, int version, SendForm form) => database.WriteAsync(actor.TeamId, async db =>
    {
        if (await db.Sends.AnyAsync(s => s.RequestId == id))
        {
            return DraftAnswer.Confirmed;
        }
        var (json, now) = (JsonSerializer.Serialize(form), time.GetUtcNow());
        if (version == 0 && !await db.Drafts.AnyAsync(d => d.Id == id))
        {
            db.Drafts.Add(NewDraft(actor, id, json, now));
            return DraftAnswer.Saved;
        }
        var saved = await Own(db, actor).Where(d => d.Id == id && d.Version == version).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.Form, json).SetProperty(d => d.Version, version + 1).SetProperty(d => d.UpdatedAt, now));
        return saved == 1 ? DraftAnswer.Saved : DraftAnswer.ChangedElsewhere;
    });

    /// <returns>Null when there is none, or it is somebody else's.</returns>
    public Task<OpenDraft?> FindAsync(Actor actor, Guid id) => database.ReadAsync(actor.TeamId, async db =>
        await Own(db, actor).AsNoTracking().FirstOrDefaultAsync(d => d.Id == id) is { } draft ? Open(draft) : null);

    public Task<List<OpenDraft>> AllAsync(Actor actor) => database.ReadAsync(actor.TeamId, async db =>
        (await Own(db, actor).AsNoTracking().OrderByDescending(d => d.UpdatedAt).ToListAsync()).ConvertAll(Open));

    public Task DeleteAsync(Actor actor, Guid id) => database.WriteAsync(actor.TeamId, db => Own(db, actor).Where(d => d.Id == id).ExecuteDeleteAsync());

    /// <summary>Inside a write: a form that was confirmed is no draft any more.</summary>
    internal static Task EndAsync(PortalDbContext db, Actor actor, Guid id) => Own(db, actor).Where(d => d.Id == id).ExecuteDeleteAsync();

    /// <summary>Inside a write: keeps the form of a send that will not leave.</summary>
    internal Guid Keep(PortalDbContext db, Actor actor, SendForm form)
    {
        var now = time.GetUtcNow();
        var draft = NewDraft(actor, Guid.CreateVersion7(now), JsonSerializer.Serialize(form), now);
        db.Drafts.Add(draft);
        return draft.Id;
    }

    private static Draft NewDraft(Actor actor, Guid id, string json, DateTimeOffset now) => new()
    {
        Id = id,
        TeamId = actor.TeamId,
        AccountId = actor.AccountId,
        Form = json,
        Version = 1,
        CreatedAt = now,
        UpdatedAt = now,
    };

    private static IQueryable<Draft> Own(PortalDbContext db, Actor actor) => db.Drafts.Where(d => d.AccountId == actor.AccountId);

    // A draft of an older portal may hold what is no form any more; then it opens empty rather than not at all.
    private static OpenDraft Open(Draft draft)
    {
        try
        {
            return new(draft.Id, draft.Version, draft.UpdatedAt, JsonSerializer.Deserialize<SendForm>(draft.Form) ?? new());
        }
        catch (JsonException)
        {
            return new(draft.Id, draft.Version, draft.UpdatedAt, new());
        }
    }
}

/// <summary>A draft as its writer left it.</summary>
public sealed record OpenDraft(Guid Id, int Version, DateTimeOffset UpdatedAt, SendForm Form);

public enum DraftAnswer
{
    Saved,
    /// <summary>Another window saved it since: nothing was written.</summary>
    ChangedElsewhere,
    /// <summary>It was confirmed since: it is a send now.</summary>
    Confirmed,
}
