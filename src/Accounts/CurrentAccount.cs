using System.Globalization;
using System.Security.Claims;

namespace HeymarketPortal.Accounts;

/// <summary>The account that a request or a circuit stands for, as its session says.</summary>
public sealed record CurrentAccount(long Id, string Name)
{
    /// <summary>Null when nobody is signed in.</summary>
    public static CurrentAccount? Of(ClaimsPrincipal? user) =>
        user?.Identity?.IsAuthenticated == true
            && long.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id)
            ? new(id, user.Identity.Name ?? "") : null;
}
