using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data.Secrets;

/// <summary>
/// Puts the newest master key in the place of the others, while a portal that has both goes on. What hangs on a master key: the data key of
/// each team, the keys of cookies, and the portal's secret (the canary), from which the keys of the audit chains, of fingerprints and of
/// authenticator apps are derived. The secret itself stays, so that all those stay.
/// </summary>
public sealed partial class MasterKeyChange(Database database, MasterKeys keys, TeamVault vault, AuditTrail audit)
{
    private static readonly string[] TeamFilters = [PortalDbContext.TeamFilter];

    /// <summary>Whether a portal has started with the newest master key: what it seals, that portal opens.</summary>
    public Task<bool> WriterIsKnownAsync() => database.ReadAsync(null, db => db.Canaries.AnyAsync(c => c.KeyId == keys.Writer));

    /// <summary>One transaction for each team, one for the rest: ended half-way, the next run goes on where this one ended.</summary>
    public async Task<Rewrapped> RewrapAsync()
    {
        var (teams, stuck) = (0, new List<string>());
        foreach (var (id, slug) in await WaitingAsync())
        {
            try
            {
                teams += await database.WriteAsync(null, db => RewrapTeamAsync(db, id));
            }
            catch (CryptographicException)
            {
                stuck.Add(slug);
            }
        }
        return stuck.Count > 0 ? new(teams, 0, stuck, []) : await database.WriteAsync(null, db => EndAsync(db, teams));
    }

    private async Task<List<(long Id, string Slug)>> WaitingAsync() => [.. (await database.ReadAsync(null, db => db.Teams.AsNoTracking()
        .Select(t => new { t.Id, t.Slug, t.WrappedKey }).ToListAsync()))
        .Where(t => SealedBox.KeyIdOf(t.WrappedKey) != keys.Writer).Select(t => (t.Id, t.Slug))];

    private async Task<int> RewrapTeamAsync(PortalDbContext db, long teamId)
    {
        // Read in the write: its data key may be another one by now.
        var team = await db.Teams.FirstAsync(t => t.Id == teamId);
        team.WrappedKey = vault.Rewrapped(team);
        foreach (var key in await db.ApiKeys.IgnoreQueryFilters(TeamFilters).Where(k => k.TeamId == teamId && k.SealedKey != "").ToListAsync())
        {
            key.SealedKey = SealedBox.Renamed(key.SealedKey, keys.Writer);
            key.SealedSecretId = key.SealedSecretId is { } id ? SealedBox.Renamed(id, keys.Writer) : null;
        }
        return 1;
    }

    // Last, and only when nothing is left behind: the canaries of the others go, so that a portal without the newest key does not start.
    private async Task<Rewrapped> EndAsync(PortalDbContext db, int teams)
    {
        var cookies = 0;
        foreach (var row in (await db.DataProtectionKeys.ToListAsync()).Where(row => row.Xml is not null))
        {
            var xml = Box().Replace(row.Xml!, box => SealedBox.KeyIdOf(box.Value) == keys.Writer ? box.Value
                : keys.Seal(keys.Open(box.Value, MasterKeys.KeyRingContext), MasterKeys.KeyRingContext));
            cookies += xml == row.Xml ? 0 : 1;
            row.Xml = xml;
        }
        var others = await db.Canaries.Where(c => c.KeyId != keys.Writer).ToListAsync();
        db.Canaries.RemoveRange(others);
        if (teams + cookies + others.Count > 0)
        {
            await audit.AddAsync(db, AuditTrail.Portal, null, "masterkey.changed", $"masterkey:{keys.Writer}", $"teams={teams} cookies={cookies}");
        }
        return new(teams, cookies, [], [.. keys.Names.Where(name => name != keys.Writer)]);
    }

    [GeneratedRegex("(?<=<sealed>)v1\\.[^<]+")]
    private static partial Regex Box();
}

/// <param name="Teams">How many data keys were wrapped anew.</param>
/// <param name="Cookies">How many keys of cookies.</param>
/// <param name="Stuck">The teams whose data key no present master key opens. While there are any, nothing of the others is given up.</param>
/// <param name="Needless">The master keys that are present and open nothing any more.</param>
public sealed record Rewrapped(int Teams, int Cookies, IReadOnlyList<string> Stuck, IReadOnlyList<string> Needless);
