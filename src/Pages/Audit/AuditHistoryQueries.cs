using System.Globalization;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Sends;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Pages.Audit;

/// <summary>What an auditor asks for, over all teams.</summary>
/// <param name="Number">The digits that a recipient's number ends with; null: any.</param>
/// <param name="To">Belongs to it. Days are days of UTC: teams live in different zones.</param>
public sealed record AuditQuestion(string? Number, DateOnly From, DateOnly To);

/// <summary>A send of any team.</summary>
public sealed record AuditLine(string Team, SendLine Send);

/// <summary>Reads the sends of every team, for auditors alone. Each question is audited before it is answered.</summary>
public sealed class AuditHistoryQueries(Database database, AuditTrail audit)
{
    /// <summary>Rows an answer brings; the next ones are asked for by the last one's id.</summary>
    public const int Window = 100;

    private static readonly Func<Send, SendLine> LineOf = SendLine.From.Compile();

    /// <returns>Newest first; null for somebody who is no auditor (any more).</returns>
    public async Task<List<AuditLine>?> ReadAsync(long accountId, AuditQuestion question, long? before, CancellationToken stop = default)
    {
        var allowed = await database.WriteAsync(null, async db =>
        {
            if (!await db.Users.AnyAsync(a => a.Id == accountId && a.Auditor && a.DisabledAt == null, stop))
            {
                return false;
            }
            // That a number was asked for, not which: the audit trail holds none.
            await audit.AddAsync(db, AuditTrail.Portal, accountId, "history.audited", "teams:all", string.Create(CultureInfo.InvariantCulture,
                $"from={question.From:yyyy-MM-dd} to={question.To:yyyy-MM-dd} number={(question.Number is null ? "any" : "one")}{(before is null ? "" : $" before={before}")}"));
            return true;
        }, stop);
        return allowed ? await database.ReadAsync(null, db => FindAsync(db, question, before, stop), stop) : null;
    }

    private static async Task<List<AuditLine>> FindAsync(PortalDbContext db, AuditQuestion question, long? before, CancellationToken stop)
    {
        var teams = await db.Teams.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.Name, stop);
        var ids = await AllTeamsIds.BeforeAsync(db, teams.Keys, question.Number, StartOf(question.From), StartOf(question.To.AddDays(1)), before, Window, stop);
        var found = ids is [] ? [] : await db.Sends.IgnoreQueryFilters([PortalDbContext.TeamFilter]).AsNoTracking()
            .Where(s => EF.Parameter(ids).Contains(s.Id)).OrderByDescending(s => s.Id).ToListAsync(stop);
        return found.ConvertAll(send => new AuditLine(teams[send.TeamId], LineOf(send)));
    }

    private static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
