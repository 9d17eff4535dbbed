using System.Security.Cryptography;
using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Accounts;

/// <summary>
/// Codes for the day the phone is lost: ten, shown once, each good once. A code has 118 bits of its own, so its plain hash tells as
/// little as a slow one would.
/// </summary>
internal static class RecoveryCodes
{
    public const int Count = 10;
    // No letter that is read as a digit, and the other way round.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Groups = 4;
    private const int GroupLength = 6;

    /// <summary>Puts new codes in place of those an account has.</summary>
    public static async Task<IReadOnlyList<string>> MakeAsync(PortalDbContext db, long accountId)
    {
        await RemoveAsync(db, accountId);
        IReadOnlyList<string> codes = [.. Enumerable.Range(0, Count).Select(_ => New())];
        db.RecoveryCodes.AddRange(codes.Select(code => new RecoveryCode { AccountId = accountId, Hash = HashOf(code) }));
        return codes;
    }

    /// <returns>Whether it was one of the account's codes; it is none any more.</returns>
    public static async Task<bool> UseAsync(PortalDbContext db, long accountId, string? typed)
    {
        var hash = HashOf(typed);
        return await db.RecoveryCodes.Where(c => c.AccountId == accountId && c.Hash == hash).ExecuteDeleteAsync() == 1;
    }

    public static Task RemoveAsync(PortalDbContext db, long accountId) => db.RecoveryCodes.Where(c => c.AccountId == accountId).ExecuteDeleteAsync();

    /// <summary>However it is typed: capitals, blanks and dashes say nothing.</summary>
    internal static string HashOf(string? typed) =>
        LinkToken.HashOf(string.Concat((typed ?? "").Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant());

    private static string New() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters, GroupLength)));
}
