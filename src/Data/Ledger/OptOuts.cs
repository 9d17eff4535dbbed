using System.Linq.Expressions;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>The numbers of a team that asked to be left alone, as Heymarket's webhooks told them.</summary>
public sealed class OptOuts(Database database, TimeProvider time)
{
    internal const string Reason = "The number has opted out of texts.";

    /// <returns>Whether it is news.</returns>
    public Task<bool> AddAsync(long teamId, string number, DateTimeOffset? at) => database.WriteAsync(teamId, async db =>
    {
        var when = at ?? time.GetUtcNow();
        if (await db.OptOuts.FirstOrDefaultAsync(o => o.PhoneNumber == number) is { } known)
        {
            known.At = when > known.At ? when : known.At;
            return false;
        }
        db.OptOuts.Add(new OptOut { TeamId = teamId, PhoneNumber = number, At = when });
        return true;
    });

    /// <param name="at">When the number opted in; an opt-out after that stays. Null: not known, it counts.</param>
    /// <returns>Whether it is news.</returns>
    public Task<bool> RemoveAsync(long teamId, string number, DateTimeOffset? at) => database.WriteAsync(teamId, async db =>
        await db.OptOuts.Where(o => o.PhoneNumber == number && (at == null || o.At <= at)).ExecuteDeleteAsync() > 0);

    public Task<int> CountAsync(long teamId) => database.ReadAsync(teamId, db => db.OptOuts.CountAsync());

    /// <summary>Those of a few numbers that opted out: the table may hold thousands.</summary>
    public async Task<IReadOnlySet<string>> AmongAsync(long teamId, IReadOnlyCollection<string> numbers) => numbers.Count == 0
        ? new HashSet<string>()
        : await database.ReadAsync(teamId, db => db.OptOuts.Where(o => numbers.Contains(o.PhoneNumber)).Select(o => o.PhoneNumber).ToHashSetAsync());

    /// <summary>
    /// What waits to leave for somebody who opted out meanwhile, over all teams. Not a private comment, which reaches nobody's phone, and
    /// not a list, of which Heymarket leaves them out. Each number is looked up by the table's key.
    /// </summary>
    internal static Expression<Func<Send, bool>> Waiting(PortalDbContext db) => s => !s.Private && s.ListId == null
        && (Everyone(db).Any(o => o.TeamId == s.TeamId && o.PhoneNumber == s.PhoneNumber)
            || Everyone(db).Any(o => o.TeamId == s.TeamId && o.PhoneNumber == s.ConversationNumber)
            || s.Targets!.Any(number => Everyone(db).Any(o => o.TeamId == s.TeamId && o.PhoneNumber == number)));

    internal static Expression<Func<Send, bool>> NotWaiting(PortalDbContext db)
    {
        var waiting = Waiting(db);
        return Expression.Lambda<Func<Send, bool>>(Expression.Not(waiting.Body), waiting.Parameters);
    }

    private static IQueryable<OptOut> Everyone(PortalDbContext db) => db.OptOuts.IgnoreQueryFilters([PortalDbContext.TeamFilter]);
}
