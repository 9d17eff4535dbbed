using HeymarketPortal.Data;
using HeymarketPortal.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Teams;

/// <summary>Gives a team another data key: its API keys are sealed anew in one transaction. Requests go on meanwhile, signed with either copy.</summary>
public sealed class DataKeyChange(Database database, TeamVault vault, ApiKeySeal seal, ApiKeys keys, AuditTrail audit)
{
    /// <returns>How many API keys were sealed anew.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">What is sealed does not open; nothing was changed.</exception>
    public async Task<int> RunAsync(long teamId)
    {
        var changed = await database.WriteAsync(teamId, async db =>
        {
            var team = await db.Teams.FirstAsync(t => t.Id == teamId);
            var rows = await db.ApiKeys.Where(k => k.SealedKey != "").ToListAsync();
            var opened = rows.ConvertAll(row => seal.Open(team, row)!);
            team.WrappedKey = vault.NewTeamKey(team.Slug);
            for (var i = 0; i < rows.Count; i++)
            {
                seal.Reseal(team, rows[i], opened[i]);
            }
            await audit.AddAsync(db, teamId, null, "datakey.changed", $"team:{teamId}", $"apikeys={rows.Count}");
            return rows;
        });
        changed.ForEach(row => keys.Forget(row.Id));
        return changed.Count;
    }
}
