using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Teams;

/// <summary>The address and the token by which Heymarket's webhooks reach a team. The token's hash alone is stored.</summary>
public sealed class TeamHooks(Database database, AuditTrail audit)
{
    // What a call to no team is compared with: it costs what a wrong token costs.
    private static readonly string Nobody = HashOf(NewSecret());

    /// <summary>Makes a new address and token; those before stop at once.</summary>
    public async Task<HookAnswer> MakeAsync(Actor actor)
    {
        var (path, token) = (NewSecret(), NewSecret());
        var refusal = await ChangeAsync(actor, path, HashOf(token), before => before is null ? "webhook.created" : "webhook.replaced");
        return refusal is null ? new HookAnswer.Made(path, token) : new HookAnswer.Refused(refusal);
    }

    /// <returns>Null when removed, else the sentence that says why not.</returns>
    public Task<string?> RemoveAsync(Actor actor) => ChangeAsync(actor, null, null, _ => "webhook.removed");

    /// <summary>Whether the team has a webhook.</summary>
    public Task<bool> ExistsAsync(long teamId) => database.ReadAsync(teamId, db => db.Teams.AnyAsync(t => t.Id == teamId && t.HookPath != null));

    /// <summary>The open team of a path, and whether a token is its token. Both answers take the same steps.</summary>
    public async Task<(long? TeamId, bool Genuine)> RecogniseAsync(string path, string? token)
    {
        var team = await database.ReadAsync(null, db => db.Teams.AsNoTracking()
            .Where(t => t.HookPath == path && t.ArchivedAt == null).Select(t => new { t.Id, t.HookTokenHash }).FirstOrDefaultAsync());
        var same = CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(HashOf(token ?? "")), Encoding.ASCII.GetBytes(team?.HookTokenHash ?? Nobody));
        return (team?.Id, same && team is not null);
    }

    private Task<string?> ChangeAsync(Actor actor, string? path, string? hash, Func<string?, string> action) => database.WriteAsync(actor.TeamId, async db =>
    {
        if (!await db.MayAsync(actor, Permission.Manage))
        {
            return ActorCheck.Refused;
        }
        var team = await db.Teams.SingleAsync(t => t.Id == actor.TeamId);
        if (path != team.HookPath)
        {
            await audit.AddAsync(db, actor.TeamId, actor.AccountId, action(team.HookPath), $"team:{actor.TeamId}");
            (team.HookPath, team.HookTokenHash) = (path, hash);
        }
        return null;
    });

    private static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

/// <summary>What making a webhook came to.</summary>
public abstract record HookAnswer
{
    private HookAnswer()
    {
    }

    /// <param name="Path">The last part of its address.</param>
    /// <param name="Token">Shown once; nobody can read it afterwards.</param>
    public sealed record Made(string Path, string Token) : HookAnswer;

    public sealed record Refused(string Sentence) : HookAnswer;
}
