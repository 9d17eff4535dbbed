using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Teams;

/// <summary>API keys that several teams have. A portal administrator replaces such a key in all of them at once, or in none.</summary>
public sealed class SharedKeys(
    Database database, ApiKeySeal seal, ApiKeys keys, AuditTrail audit, LedgerClaims claims, TeamChanges changes, TimeProvider time)
{
    private const string NotAnAdministrator = "Only an administrator of the portal does this.";
    private static readonly string[] TeamFilters = [PortalDbContext.TeamFilter];

    /// <summary>Keys that stand in two teams or more, by the name Heymarket gives their account. Sandbox teams share among themselves.</summary>
    public Task<List<SharedKey>> ListAsync() => database.ReadAsync(null, async db => (await Living(db).Select(pair => new
        {
            pair.Key.Fingerprint, pair.Team.Sandbox, pair.Key.Kind, pair.Key.LastFour, pair.Key.HeymarketTeam, pair.Key.State, pair.Team.Name,
        }).ToListAsync())
        .GroupBy(k => (k.Fingerprint, k.Sandbox)).Where(same => same.Count() > 1)
        .Select(same => new SharedKey(same.Key.Fingerprint, same.Key.Sandbox, same.First().Kind, same.First().LastFour, same.First().HeymarketTeam,
            [.. same.OrderBy(k => k.Name, StringComparer.CurrentCultureIgnoreCase).Select(k => new SharedKeyTeam(k.Name, k.State))]))
        .OrderBy(k => k.HeymarketTeam).ThenBy(k => k.LastFour, StringComparer.Ordinal).ToList());

    /// <summary>Seals verified credentials for every team that has the key, puts them where the old key stood and gives that a day.</summary>
    /// <param name="facts">What Heymarket said about the new credentials.</param>
    public async Task<SharedKeyAnswer> ReplaceAsync(
        long administratorId, DateTimeOffset? signedInAt, SharedKey shared, ApiKeyCredentials credentials, string? label, ApiKeyFacts facts)
    {
        if (credentials.Problem is { } problem)
        {
            return new(0, problem);
        }
        List<(Team Team, ApiKey Old)> replaced = [];
        var answer = await database.WriteAsync(null, async db =>
        {
            if (!await db.Users.AnyAsync(a => a.Id == administratorId && a.Administrator && a.DisabledAt == null))
            {
                return new SharedKeyAnswer(0, NotAnAdministrator);
            }
            if (!FreshSignIn.IsFresh(signedInAt, time))
            {
                return new SharedKeyAnswer(0, FreshSignIn.Refused);
            }
            var pairs = await Living(db).Where(pair => pair.Key.Fingerprint == shared.Fingerprint && pair.Team.Sandbox == shared.Sandbox).AsNoTracking().ToListAsync();
            if (Refusal(pairs, shared, credentials, facts) is { } no)
            {
                return new SharedKeyAnswer(0, no);
            }
            foreach (var pair in pairs)
            {
                await ReplaceAsync(db, administratorId, pair, credentials, label, facts);
                replaced.Add((pair.Team, pair.Key));
            }
            await audit.AddAsync(db, AuditTrail.Portal, administratorId, "apikey.shared-replaced", $"teams:{pairs.Count}");
            return new SharedKeyAnswer(pairs.Count, null);
        });
        foreach (var (team, old) in answer.Refusal is null ? replaced : [])
        {
            keys.Forget(old.Id);
            await claims.ReleaseKeyAsync(team.Id, facts.RateKey);
            changes.Tell(team.Id);
        }
        return answer;
    }

    private string? Refusal(List<TeamKey> pairs, SharedKey shared, ApiKeyCredentials credentials, ApiKeyFacts facts) =>
        pairs.Count < 2 ? "This key is not shared any more. Each team’s admin replaces it under API keys."
        : seal.FingerprintOf(credentials) == shared.Fingerprint ? "This is the key that is to be replaced. Make a new one at Heymarket first."
        : pairs.Find(pair => pair.Key.RateKey != facts.RateKey) is { } other
            ? $"The new key belongs to another Heymarket account than the one {other.Team.Name} uses. Nothing was changed in any team."
        : null;

    private async Task ReplaceAsync(PortalDbContext db, long administratorId, TeamKey pair, ApiKeyCredentials credentials, string? label, ApiKeyFacts facts)
    {
        var (team, old, now) = (pair.Team, pair.Key, time.GetUtcNow());
        var fresh = seal.NewRow(team, credentials);
        var there = await Everywhere(db).FirstOrDefaultAsync(k => k.TeamId == team.Id && k.Fingerprint == fresh.Fingerprint && k.State != ApiKeyState.Revoked);
        // One row at a time: the database allows only one key in use.
        var destroyAt = now + ApiKeys.KeptAfterReplaced;
        await Everywhere(db).Where(k => k.Id == old.Id).ExecuteUpdateAsync(set => set
            .SetProperty(k => k.State, ApiKeyState.Ready).SetProperty(k => k.DestroyAt, destroyAt));
        var key = there ?? db.ApiKeys.Add(fresh).Entity;
        if (there is null)
        {
            (key.Label, key.CreatedBy, key.CreatedAt) = (string.IsNullOrWhiteSpace(label) ? old.Label : label.Trim(), administratorId, now);
        }
        (key.RateKey, key.HeymarketTeam, key.VerifiedAt, key.Trouble, key.DestroyAt) = (facts.RateKey, facts.HeymarketTeam, now, null, null);
        var signs = old.State is ApiKeyState.InUse or ApiKeyState.NeedsAttention;
        key.State = signs ? ApiKeyState.InUse : key.State;
        await db.SaveChangesAsync();
        await audit.AddAsync(db, team.Id, administratorId, "apikey.added", $"apikey:{key.Id}", $"kind={key.Kind} state={key.State} shared=yes");
        if (signs)
        {
            await audit.AddAsync(db, team.Id, administratorId, "apikey.promoted", $"apikey:{key.Id}", "shared=yes");
        }
    }

    private static IQueryable<ApiKey> Everywhere(PortalDbContext db) => db.ApiKeys.IgnoreQueryFilters(TeamFilters);

    private static IQueryable<TeamKey> Living(PortalDbContext db) =>
        from key in Everywhere(db)
        join team in db.Teams on key.TeamId equals team.Id
        where key.State != ApiKeyState.Revoked && key.DestroyAt == null && team.ArchivedAt == null
        select new TeamKey { Team = team, Key = key };

    private sealed class TeamKey
    {
        public required Team Team { get; init; }
        public required ApiKey Key { get; init; }
    }
}

/// <summary>One key in several teams.</summary>
/// <param name="Fingerprint">The same in all of them.</param>
public sealed record SharedKey(
    string Fingerprint, bool Sandbox, ApiKeyKind Kind, string LastFour, string? HeymarketTeam, IReadOnlyList<SharedKeyTeam> Teams);

public sealed record SharedKeyTeam(string Name, ApiKeyState State);

/// <param name="Teams">In how many teams the key was replaced.</param>
/// <param name="Refusal">Why in none.</param>
public sealed record SharedKeyAnswer(int Teams, string? Refusal);
