using System.Security.Cryptography;
using HeymarketPortal.Data;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Accounts;

/// <summary>A team to try everything in: its requests go to the sandbox, and it can send at once.</summary>
public sealed class SandboxTeam(TeamDirectory teams, ApiKeys keys, ApiKeySeal seal, IConfiguration configuration, IHostEnvironment environment, TimeProvider time)
{
    public const string Name = "Sandbox";

    // The sandbox takes any key of this form; what stands before the dot chooses its account.
    private const string KeyStart = "sbx_sandbox.";

    /// <summary>Whether this portal has a sandbox.</summary>
    public bool Offered => configuration.GetValue("Sandbox:Enabled", environment.IsDevelopment());

    /// <summary>Makes the team and its key; the sandbox itself need not be up.</summary>
    /// <returns>The team's address.</returns>
    public async Task<string> CreateAsync(long administratorId)
    {
        if (await teams.CreateAsync(administratorId, Name, TimeZones.Default(time), sandbox: true) is not TeamAnswer.Done team)
        {
            return "/";
        }
        var key = new ApiKeyCredentials.Static(KeyStart + RandomNumberGenerator.GetHexString(12, lowercase: true));
        // Not asked of the sandbox: it does not listen yet when the portal is set up unattended. Verifying the key later corrects it.
        var facts = new ApiKeyFacts($"sandbox:{seal.FingerprintOf(key)[..16]}", Name);
        await keys.AddAsync(new Actor(administratorId, team.TeamId) { SignedInAt = time.GetUtcNow() }, key, "Sandbox key", facts);
        return $"/t/{team.Slug}";
    }
}
