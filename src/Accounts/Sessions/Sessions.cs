using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using HeymarketPortal.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HeymarketPortal.Accounts;

/// <summary>
/// The sessions of all accounts. A cookie and a circuit count as long as their row does: not ended, used within the last half hour,
/// opened within the last twelve, under the account's present security stamp.
/// </summary>
public sealed class Sessions(Database database, AuditTrail audit, IOptions<SessionOptions> options, IOptions<IdentityOptions> identity, AccountDirectory accounts, TimeProvider time)
{
    /// <summary>The claim that holds the token.</summary>
    public const string ClaimType = "session";
    private const int TokenBytes = 16;
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>Opens a session; the one that this browser had until now ends with it.</summary>
    /// <returns>The token for the cookie.</returns>
    internal async Task<string> OpenAsync(Account account, string prefix, string? userAgent, ClaimsPrincipal? before)
    {
        var token = Convert.ToHexString(RandomNumberGenerator.GetBytes(TokenBytes));
        var now = time.GetUtcNow();
        await EndAsync(before);
        await database.WriteAsync(null, async db =>
        {
            await db.Sessions.Where(s => s.EndsAt < now - KeptFor).ExecuteDeleteAsync();
            db.Sessions.Add(new AccountSession
            {
                AccountId = account.Id, TokenHash = HashOf(token), Stamp = account.SecurityStamp ?? "", CreatedAt = now, SeenAt = now, EndsAt = now + Session.Lasts,
                Prefix = prefix, Browser = BrowserName.Of(userAgent),
            });
        });
        return token;
    }

    /// <summary>How long the session of a cookie or a circuit still lasts; null when it does not count any more.</summary>
    /// <param name="isActivity">Somebody did something: the half hour begins anew.</param>
    internal async Task<SessionEnds?> CheckAsync(ClaimsPrincipal? user, bool isActivity)
    {
        if (CurrentAccount.Of(user) is not { } account || TokenOf(user) is not { } token)
        {
            return null;
        }
        var (now, hash, stamp) = (time.GetUtcNow(), HashOf(token), user!.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType));
        var session = await database.ReadAsync(null, db => Counting(db, now).AsNoTracking()
            .FirstOrDefaultAsync(s => s.TokenHash == hash && s.AccountId == account.Id && s.Stamp == stamp));
        if (session is null)
        {
            return null;
        }
        if (isActivity)
        {
            await SeenAsync(session, now);
        }
        return new(account.Id, session.SeenAt + options.Value.Idle - now, session.EndsAt - now);
    }

    /// <summary>The sessions in which an account is signed in now, the one used last first.</summary>
    internal Task<List<AccountSession>> OfAsync(long accountId) => database.ReadAsync(null, db => Counting(db, time.GetUtcNow()).AsNoTracking()
        .Where(s => s.AccountId == accountId).OrderByDescending(s => s.SeenAt).ThenByDescending(s => s.Id).ToListAsync());

    /// <summary>The account's stamp is a new one, and this session goes on.</summary>
    internal Task RenewAsync(ClaimsPrincipal? user, Account account) => TokenOf(user) is not { } token ? Task.CompletedTask
        : database.WriteAsync(null, db => db.Sessions.Where(s => s.TokenHash == HashOf(token) && s.AccountId == account.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Stamp, account.SecurityStamp ?? "")));

    /// <summary>Ends the session of this browser.</summary>
    internal Task EndAsync(ClaimsPrincipal? user) => TokenOf(user) is not { } token ? Task.CompletedTask
        : database.WriteAsync(null, db => db.Sessions.Where(s => s.TokenHash == HashOf(token) && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, time.GetUtcNow())));

    /// <summary>Ends one of one's own sessions, or all but this one.</summary>
    /// <param name="sessionId">Null: all others.</param>
    /// <returns>How many.</returns>
    internal Task<int> EndAsync(ClaimsPrincipal user, long? sessionId) => database.WriteAsync(null, async db =>
    {
        var (account, here) = (CurrentAccount.Of(user)!, HashOf(TokenOf(user) ?? ""));
        var ended = await Counting(db, time.GetUtcNow()).Where(s => s.AccountId == account.Id && s.TokenHash != here && (sessionId == null || s.Id == sessionId))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, time.GetUtcNow()));
        if (ended > 0)
        {
            await audit.AddAsync(db, AuditTrail.Portal, account.Id, "sessions.ended", $"account:{account.Id}", $"sessions={ended}");
        }
        return ended;
    });

    internal static bool IsOf(ClaimsPrincipal user, AccountSession session) => TokenOf(user) is { } token && session.TokenHash == HashOf(token);

    internal static Claim ClaimFor(string token) => new(ClaimType, token);

    /// <summary>What a cookie that is written anew takes along.</summary>
    internal static IEnumerable<Claim> ClaimsOf(ClaimsPrincipal? user) => user?.FindAll(ClaimType) ?? [];

    private IQueryable<AccountSession> Counting(PortalDbContext db, DateTimeOffset now)
    {
        var idle = now - options.Value.Idle;
        return db.Sessions.Where(s => s.EndedAt == null && s.EndsAt > now && s.SeenAt > idle && db.Users.Any(a => a.Id == s.AccountId && a.DisabledAt == null && a.SecurityStamp == s.Stamp));
    }

    private async Task SeenAsync(AccountSession session, DateTimeOffset now)
    {
        // A clock that was set back would otherwise give the session the time between for nothing.
        if (now - session.SeenAt >= options.Value.SeenEvery || session.SeenAt > now)
        {
            session.SeenAt = now;
            await database.WriteAsync(null, db => db.Sessions.Where(s => s.Id == session.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, now)));
        }
        await accounts.SeenAsync(session.AccountId);
    }

    private static string? TokenOf(ClaimsPrincipal? user) => user?.FindFirstValue(ClaimType);
    private static string HashOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

/// <summary>What is left of a session.</summary>
/// <param name="Idle">When nothing is done from now on.</param>
/// <param name="Whole">Whatever is done.</param>
public sealed record SessionEnds(long AccountId, TimeSpan Idle, TimeSpan Whole);
