using System.Security.Cryptography;
using System.Text.Json;
using HeymarketPortal.Data.Secrets;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>
/// Writes audit entries in the transaction of the change they tell of, each chained to the one before it:
/// <c>hash = HMAC(key, previous ‖ canonical row)</c>. A changed, removed or reordered row breaks the chain.
/// </summary>
public sealed class AuditTrail(PortalSecret secret, TimeProvider time)
{
    /// <summary>The chain of the portal itself.</summary>
    public const long Portal = 0;

    /// <summary>What the key of every chain is derived for.</summary>
    internal const string Purpose = "audit";

    internal static readonly string Beginning = new('0', 64);

    /// <summary>Adds an entry; it is saved with the context. Call it inside <see cref="Database.WriteAsync{T}"/>.</summary>
    /// <param name="chain">A team's id, or <see cref="Portal"/>.</param>
    /// <param name="accountId">Who did it; null for the command line and the portal itself.</param>
    /// <param name="action">Such as <c>member.invited</c>.</param>
    /// <param name="subject">Such as <c>account:7</c>. Ids only: no text, no number, no address.</param>
    public async Task AddAsync(PortalDbContext db, long chain, long? accountId, string action, string subject, string? detail = null)
    {
        var last = db.AuditEntries.Local.Where(e => e.Chain == chain).MaxBy(e => e.Sequence)
            ?? await db.AuditEntries.AsNoTracking().Where(e => e.Chain == chain).OrderByDescending(e => e.Sequence).FirstOrDefaultAsync();
        var entry = new AuditEntry
        {
            Chain = chain,
            Sequence = (last?.Sequence ?? 0) + 1,
            At = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()),
            AccountId = accountId,
            Action = action,
            Subject = subject,
            Detail = detail,
            PreviousHash = last?.Hash ?? Beginning,
            Hash = "",
        };
        entry.Hash = HashOf(entry, secret.KeyFor(Purpose));
        db.AuditEntries.Add(entry);
    }

    internal static string HashOf(AuditEntry entry, byte[] key)
    {
        object?[] row =
        [
            entry.PreviousHash, entry.Chain, entry.Sequence, entry.At.ToUnixTimeMilliseconds(), entry.AccountId,
            entry.Action, entry.Subject, entry.Detail,
        ];
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, JsonSerializer.SerializeToUtf8Bytes(row)));
    }
}
