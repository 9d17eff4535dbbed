using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Pages.Frame;

/// <summary>Reads what the frame shows and whether the page may be shown at all.</summary>
public sealed class FrameQueries(Database database, TeamDirectory teams)
{
    /// <param name="slug">The team of the address; null outside of a team.</param>
    /// <param name="page">The page's component: its attributes say what it needs.</param>
    /// <returns>Null when the account is gone or shut out: it has to sign in again.</returns>
    /// <param name="signedInAt">When the session's person last proved who they are.</param>
    public async Task<FrameView?> ViewAsync(long accountId, string? slug, Type page, DateTimeOffset? signedInAt = null)
    {
        var account = await database.ReadAsync(null, db => db.Users.Where(a => a.Id == accountId && a.DisabledAt == null)
            .Select(a => new FrameAccount(a.Id, a.Name, a.Administrator, a.Auditor) { SignedInAt = signedInAt }).FirstOrDefaultAsync());
        if (account is null)
        {
            return null;
        }
        var entries = await teams.TeamsOfAsync(accountId);
        var wanted = slug ?? (await teams.LastTeamAsync(accountId))?.Slug;
        var access = wanted is null ? null : await teams.AccessAsync(accountId, wanted) is { } found ? found with { SignedInAt = signedInAt } : null;
        var refusal = slug is not null ? TeamRefusal.Of(access, Attribute<TeamPageAttribute>(page))
            : Attribute<AdministratorPageAttribute>(page) is not null && !account.Administrator ? TeamRefusal.ForAdministrators
            : Attribute<AuditorPageAttribute>(page) is not null && !account.Auditor ? TeamRefusal.ForAuditors : null;
        return new FrameView(account, access, refusal, entries, access is null ? FrameCounts.None : await CountAsync(access))
        {
            Alarms = slug is null || access is null || refusal is not null ? FrameAlarms.None : await AlarmsAsync(access, page),
        };
    }

    private Task<FrameCounts> CountAsync(TeamAccess access) => database.ReadAsync(access.TeamId, async db => new FrameCounts(
        access.May(Permission.Send) ? await db.Sends.CountAsync(s => s.State == SendState.Unknown || s.State == SendState.NotFound) : 0,
        access.May(Permission.Manage) ? await db.ApiKeys.CountAsync(k => k.State != ApiKeyState.Revoked && k.Trouble != null) : 0));

    // The page of the keys tells of their trouble itself, with what to do.
    private Task<FrameAlarms> AlarmsAsync(TeamAccess access, Type page) => database.ReadAsync(access.TeamId, async db =>
    {
        var stop = await db.Teams.Where(t => t.Id == access.TeamId && t.StoppedAt != null).Select(t => new TeamStop(t.StoppedBy, t.StoppedAt!.Value)).FirstOrDefaultAsync();
        var key = !access.May(Permission.Manage) || page == typeof(Keys.ApiKeysPage) ? null : await db.ApiKeys.Where(k => k.State == ApiKeyState.NeedsAttention)
            .Select(k => new FrameKey(k.Label, k.LastFour, k.Trouble)).FirstOrDefaultAsync();
        return stop is null && key is null ? FrameAlarms.None : new FrameAlarms(stop, key, await db.Sends.CountAsync(s => s.State == SendState.Held));
    });

    private static T? Attribute<T>(Type page) where T : Attribute => (T?)System.Attribute.GetCustomAttribute(page, typeof(T));
}
