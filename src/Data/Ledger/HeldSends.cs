using System.Linq.Expressions;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>What a key would hold if it went out of service.</summary>
/// <param name="Waiting">At once.</param>
/// <param name="Scheduled">When it is due.</param>
public sealed record HoldCount(int Waiting, int Scheduled)
{
    public static readonly HoldCount None = new(0, 0);
}

/// <summary>What is held, and what of it goes on by itself once its key works and its team goes on.</summary>
public sealed class HeldSends(Database database, SendingOptions options, TimeProvider time)
{
    public Task<HeldCount> CountAsync(long teamId) => database.ReadAsync(teamId, async db =>
    {
        var rateKey = await db.ApiKeys.Where(k => k.State == ApiKeyState.InUse || k.State == ApiKeyState.NeedsAttention).Select(k => k.RateKey).FirstOrDefaultAsync();
        var all = await db.Sends.CountAsync(s => s.State == SendState.Held);
        var young = rateKey is null ? 0 : await db.Sends.CountAsync(GoingOn(rateKey, options, time.GetUtcNow()));
        return new HeldCount(young, all - young);
    });

    /// <summary>Held for less than the limit, still in time, and for this Heymarket account.</summary>
    internal static Expression<Func<Send, bool>> GoingOn(string rateKey, SendingOptions options, DateTimeOffset now)
    {
        var since = now.AddMinutes(-options.HeldMinutes);
        return s => s.State == SendState.Held && s.StateAt > since && s.StateAt <= now && s.RateKey == rateKey && s.NotAfter > now;
    }
}

/// <param name="GoesOn">How many leave by themselves when the cause is gone.</param>
/// <param name="Asks">How many wait for a person then: Send now or Cancel.</param>
public sealed record HeldCount(int GoesOn, int Asks)
{
    public int All => GoesOn + Asks;
}
