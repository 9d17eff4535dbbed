using HeymarketPortal.Data;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests;

internal static class OneClaim
{
    /// <summary>The next due send; null when nothing is due.</summary>
    public static async Task<Claim?> ClaimAsync(this LedgerClaims claims, string rateKey) => (await claims.ClaimAsync(rateKey, 1)).SingleOrDefault();
}
