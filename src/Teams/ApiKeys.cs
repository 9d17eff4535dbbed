using System.Collections.Concurrent;
using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Teams;

/// <summary>
/// A team's API keys. They come in once, are sealed before they reach the database and are opened only to sign a request.
/// Writes that return a sentence return null when done.
/// </summary>
public sealed class ApiKeys(Database database, ApiKeySeal seal, AuditTrail audit, LedgerClaims claims, TimeProvider time)
{
    private const string Gone = "This API key is not in this team any more.";
    private const int LongestLabel = 60;
    private static readonly string[] TeamFilters = [PortalDbContext.TeamFilter];
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);
    private readonly SealedKeys _sealed = new(database, time);
    private readonly ConcurrentDictionary<long, DateTimeOffset> _touched = new();

    /// <summary>How long a key that was replaced is kept: what is under way with it ends with it, and promoting it again is the way back.</summary>
    public static readonly TimeSpan KeptAfterReplaced = TimeSpan.FromHours(24);

    /// <summary>Stores a verified key, sealed. The first one is in use at once, a later one is ready to be promoted.</summary>
    public Task<ApiKeyAnswer> AddAsync(Actor actor, ApiKeyCredentials credentials, string? label, ApiKeyFacts facts) =>
        AddAsync(actor.TeamId, actor, credentials, label, facts);

    /// <summary>The same for the command line, where nobody is signed in.</summary>
    public Task<ApiKeyAnswer> AddFromConsoleAsync(long teamId, ApiKeyCredentials credentials, string? label, ApiKeyFacts facts) =>
        AddAsync(teamId, null, credentials, label, facts);

    /// <summary>Makes a ready key the one in use. The old one stays for <see cref="KeptAfterReplaced"/> and is destroyed then.</summary>
    public async Task<string?> PromoteAsync(Actor actor, long apiKeyId)
    {
        string? rateKey = null;
        var refusal = await ChangeAsync(actor.TeamId, actor, apiKeyId, "apikey.promoted", async (db, key) =>
        {
            if (!FreshSignIn.IsFresh(actor.SignedInAt, time))
            {
                return FreshSignIn.Refused;
            }
            var signing = await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.State == ApiKeyState.InUse || k.State == ApiKeyState.NeedsAttention);
            var no = key switch
            {
                { State: not ApiKeyState.Ready } => "Only a ready key can be promoted.",
                { Trouble: not null } => "Heymarket refused this key the last time. Verify it first.",
                _ when signing is not null && signing.RateKey != key.RateKey =>
                    "This key belongs to another Heymarket account. Its inboxes and people are others: make another team for it.",
                _ => null,
            };
            if (no is null)
            {
                // One row at a time: the database allows only one key in use.
                var destroyAt = time.GetUtcNow() + KeptAfterReplaced;
                await db.ApiKeys.Where(k => k.State == ApiKeyState.InUse || k.State == ApiKeyState.NeedsAttention)
                    .ExecuteUpdateAsync(set => set.SetProperty(k => k.State, ApiKeyState.Ready).SetProperty(k => k.DestroyAt, destroyAt));
                (key.State, key.DestroyAt) = (ApiKeyState.InUse, null);
                rateKey = key.RateKey;
            }
            return no;
        });
        if (rateKey is not null)
        {
            await claims.ReleaseKeyAsync(actor.TeamId, rateKey);
        }
        return refusal;
    }

    /// <summary>Keeps what verifying a stored key found; a key that needed attention works again and what it held goes on.</summary>
    public Task<string?> VerifiedAsync(Actor actor, long apiKeyId, ApiKeyFacts facts) => VerifiedAsync(actor.TeamId, actor, apiKeyId, facts);

    /// <param name="actor">Null when the portal asked by itself.</param>
    internal async Task<string?> VerifiedAsync(long teamId, Actor? actor, long apiKeyId, ApiKeyFacts facts)
    {
        var works = false;
        var refusal = await ChangeAsync(teamId, actor, apiKeyId, "apikey.verified", async (db, key) =>
        {
            if (key.State == ApiKeyState.Revoked)
            {
                return Gone;
            }
            key.State = key.State == ApiKeyState.NeedsAttention ? ApiKeyState.InUse : key.State;
            if (key.State == ApiKeyState.InUse)
            {
                // The same key, its Heymarket account known better now: what waits for it stays with it. Nothing waits for a ready one.
                await LedgerClaims.MoveToRateKeyAsync(db, key.RateKey, facts.RateKey);
            }
            (key.VerifiedAt, key.RateKey, key.HeymarketTeam, key.Trouble) = (time.GetUtcNow(), facts.RateKey, facts.HeymarketTeam, null);
            works = key.State == ApiKeyState.InUse;
            return null;
        });
        if (works)
        {
            await claims.ReleaseKeyAsync(teamId, facts.RateKey);
        }
        return refusal;
    }

    /// <summary>Keeps that Heymarket refused a stored key. If it is the one in use, what waits for it is held.</summary>
    /// <param name="trouble">Why, for people.</param>
    public Task<string?> RefusedAsync(Actor actor, long apiKeyId, string trouble) => RefusedAsync(actor.TeamId, actor, apiKeyId, trouble);

    /// <inheritdoc cref="VerifiedAsync(long, Actor?, long, ApiKeyFacts)"/>
    internal async Task<string?> RefusedAsync(long teamId, Actor? actor, long apiKeyId, string trouble)
    {
        var refusal = await ChangeAsync(teamId, actor, apiKeyId, "apikey.refused", (_, key) =>
        {
            key.Trouble = trouble;
            return Task.FromResult(key.State == ApiKeyState.Revoked ? Gone : null);
        });
        if (refusal is null)
        {
            await claims.HoldKeyAsync(teamId, apiKeyId, trouble);
        }
        return refusal;
    }

    /// <summary>What would be held if this key were revoked: at once, and what is scheduled when it is due.</summary>
    public async Task<HoldCount> WouldHoldAsync(long teamId, long apiKeyId) =>
        await InUseAsync(teamId) is { NeedsAttention: false } inUse && inUse.Id == apiKeyId ? await claims.WouldHoldAsync(teamId) : HoldCount.None;

    /// <summary>Destroys a key here: its sealed text is erased and what waits for it is held. At Heymarket it lives on until deleted there.</summary>
    public async Task<string?> RevokeAsync(Actor actor, long apiKeyId)
    {
        if (!await database.ReadAsync(actor.TeamId, db => db.MayAsync(actor, Permission.Manage)))
        {
            return ActorCheck.Refused;
        }
        if (!FreshSignIn.IsFresh(actor.SignedInAt, time))
        {
            return FreshSignIn.Refused;
        }
        // Held first: between the two writes the key only needs attention, and nothing is lost if the process dies there.
        await claims.HoldKeyAsync(actor.TeamId, apiKeyId, "It is being revoked.");
        return await ChangeAsync(actor.TeamId, actor, apiKeyId, "apikey.revoked", (_, key) =>
        {
            if (key.State == ApiKeyState.Revoked)
            {
                return Task.FromResult<string?>(Gone);
            }
            ApiKeyUpkeep.Destroy(key, time.GetUtcNow());
            return Task.FromResult<string?>(null);
        });
    }

    /// <summary>The key in the open, for the handler that signs a request. Nobody else asks. Null when unknown or destroyed.</summary>
    public async Task<ApiKeyCredentials?> OpenAsync(long apiKeyId) =>
        await _sealed.FindAsync(apiKeyId) is { } found ? seal.Open(found.Team, found.Key) : null;

    /// <summary>Notes that a key signed a request; written at most once a minute.</summary>
    public async Task TouchAsync(long apiKeyId)
    {
        var now = time.GetUtcNow();
        var last = _touched.GetValueOrDefault(apiKeyId, DateTimeOffset.MinValue);
        if (now - last >= TouchEvery && (last == DateTimeOffset.MinValue ? _touched.TryAdd(apiKeyId, now) : _touched.TryUpdate(apiKeyId, now, last)))
        {
            await database.WriteAsync(null, db => db.ApiKeys.IgnoreQueryFilters(TeamFilters).Where(k => k.Id == apiKeyId)
                .ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, now)));
        }
    }

    /// <summary>The team's keys: the one in use first, revoked ones last.</summary>
    public Task<List<ApiKeyView>> ListAsync(long teamId) => database.ReadAsync(teamId, async db =>
        (await db.ApiKeys.Select(k => new ApiKeyView(k.Id, k.Kind, k.State, k.Label, k.LastFour, k.RateKey, k.HeymarketTeam, k.Trouble,
            k.CreatedAt, k.VerifiedAt, k.LastUsedAt, k.RevokedAt) { DestroyAt = k.DestroyAt, CheckedAt = k.CheckedAt, CheckMissed = k.CheckMissed }).ToListAsync())
        .OrderBy(k => k.State switch { ApiKeyState.Revoked => 2, ApiKeyState.Ready => 1, _ => 0 }).ThenByDescending(k => k.CreatedAt).ToList());

    /// <summary>The key that signs the team's requests; null when there is none.</summary>
    public Task<ApiKeyInUse?> InUseAsync(long teamId) => database.ReadAsync(teamId, db => db.ApiKeys
        .Where(k => k.State == ApiKeyState.InUse || k.State == ApiKeyState.NeedsAttention)
        .Select(k => new ApiKeyInUse(k.Id, k.RateKey, k.State == ApiKeyState.NeedsAttention, db.Teams.Any(t => t.Id == k.TeamId && t.Sandbox)))
        .FirstOrDefaultAsync());

    private async Task<ApiKeyAnswer> AddAsync(long teamId, Actor? actor, ApiKeyCredentials credentials, string? label, ApiKeyFacts facts)
    {
        if (credentials.Problem is { } problem)
        {
            return new ApiKeyAnswer.Refused(problem);
        }
        var answer = await database.WriteAsync<ApiKeyAnswer>(teamId, async db =>
        {
            if (actor is not null && !await db.MayAsync(actor, Permission.Manage))
            {
                return new ApiKeyAnswer.Refused(ActorCheck.Refused);
            }
            if (actor is not null && !FreshSignIn.IsFresh(actor.SignedInAt, time))
            {
                return new ApiKeyAnswer.Refused(FreshSignIn.Refused);
            }
            var team = await db.Teams.AsNoTracking().FirstAsync(t => t.Id == teamId);
            var row = seal.NewRow(team, credentials);
            if (await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.Fingerprint == row.Fingerprint && k.State != ApiKeyState.Revoked) is { } same)
            {
                return new ApiKeyAnswer.Refused($"This team has this key already, as “{same.Label}”. Nothing was saved.");
            }
            var first = !await db.ApiKeys.AnyAsync(k => k.State == ApiKeyState.InUse || k.State == ApiKeyState.NeedsAttention);
            row.State = first ? ApiKeyState.InUse : ApiKeyState.Ready;
            row.Label = LabelOf(label, facts);
            (row.RateKey, row.HeymarketTeam) = (facts.RateKey, facts.HeymarketTeam);
            (row.CreatedBy, row.CreatedAt, row.VerifiedAt) = (actor?.AccountId, time.GetUtcNow(), time.GetUtcNow());
            db.ApiKeys.Add(row);
            await db.SaveChangesAsync();
            await audit.AddAsync(db, teamId, actor?.AccountId, "apikey.added", $"apikey:{row.Id}", $"kind={row.Kind} state={row.State}");
            return new ApiKeyAnswer.Added(row.Id, row.State);
        });
        if (answer is ApiKeyAnswer.Added { State: ApiKeyState.InUse })
        {
            await claims.ReleaseKeyAsync(teamId, facts.RateKey);
        }
        return answer;
    }

    private static string LabelOf(string? label, ApiKeyFacts facts)
    {
        var text = string.IsNullOrWhiteSpace(label) ? facts.HeymarketTeam ?? "API key" : label.Trim();
        return text.Length <= LongestLabel ? text : text[..LongestLabel];
    }

    /// <summary>Reads the row anew the next time it signs.</summary>
    internal void Forget(long apiKeyId) => _sealed.Forget(apiKeyId);

    private async Task<string?> ChangeAsync(long teamId, Actor? actor, long apiKeyId, string action, Func<PortalDbContext, ApiKey, Task<string?>> change)
    {
        var refusal = await database.WriteAsync(teamId, async db =>
        {
            if (actor is not null && !await db.MayAsync(actor, Permission.Manage))
            {
                return ActorCheck.Refused;
            }
            if (await db.ApiKeys.FirstOrDefaultAsync(k => k.Id == apiKeyId) is not { } key)
            {
                return Gone;
            }
            var no = await change(db, key);
            if (no is not null)
            {
                db.ChangeTracker.Clear();
                return no;
            }
            await audit.AddAsync(db, teamId, actor?.AccountId, action, $"apikey:{apiKeyId}");
            return null;
        });
        _sealed.Forget(apiKeyId);
        return refusal;
    }
}
