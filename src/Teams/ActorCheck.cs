using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Teams;

/// <summary>The membership, read again inside the write it allows.</summary>
internal static class ActorCheck
{
    public const string Refused = "You may not do this in this team any more.";

    public static async Task<bool> MayAsync(this PortalDbContext db, Actor actor, Permission permission)
    {
        var membership = await db.Memberships.AsNoTracking().Standing().FirstOrDefaultAsync(m => m.AccountId == actor.AccountId);
        return membership is not null && membership.Role.May(membership.Grants, permission);
    }
}
