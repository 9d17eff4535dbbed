using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Accounts;

/// <summary>The administrator's right, read again inside the write it allows.</summary>
internal static class AdministratorCheck
{
    public static Task<bool> IsAdministratorAsync(this PortalDbContext db, long accountId) =>
        db.Users.AnyAsync(a => a.Id == accountId && a.Administrator && a.DisabledAt == null);
}
