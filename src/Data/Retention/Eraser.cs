using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>
/// Erases what was said and to which numbers once a team's time is over. Ids, states, times, names and counts stay. It works in small
/// writes, so that no send waits for it, and never touches what has not ended.
/// </summary>
public sealed partial class Eraser(Database database, AuditTrail audit, TimeProvider time)
{
    /// <summary>Sends that one write erases.</summary>
    public const int AtATime = 100;

    // Unknown and Not at Heymarket wait for a person, who needs the text to judge by.
    private static readonly SendState[] Ended =
        [SendState.Accepted, SendState.Rejected, SendState.NotSent, SendState.Cancelled, SendState.Expired, SendState.Closed];

    // How many numbers there were is no secret: each leaves an empty place. A hash of a body whose other parts are known would give the
    // number away to whoever tries them all.
    private const string Sends = """
        UPDATE "Sends" SET "PhoneNumber" = NULL, "ConversationNumber" = NULL, "ListNumbers" = NULL, "Text" = NULL, "MediaUrl" = NULL, "GalleryUrl" = NULL,
            "TemplateText" = NULL, "SurveyQuestion" = NULL, "Reason" = NULL, "CheckNote" = NULL, "ErasedAt" = {1},
            "Targets" = iif("Targets" IS NULL, NULL, (SELECT json_group_array('') FROM json_each("Targets")))
        WHERE "TeamId" = {0} AND "Id" IN (SELECT value FROM json_each({2}))
        """;

    private const string Attempts = """
        UPDATE "Attempts" SET "BodyHash" = '', "Reason" = NULL, "Evidence" = NULL WHERE "TeamId" = {0} AND "SendId" IN (SELECT value FROM json_each({1}))
        """;

    private const string Evidence = """
        UPDATE "Evidence" SET "Details" = NULL WHERE "TeamId" = {0} AND "SendId" IN (SELECT value FROM json_each({1}))
        """;

    /// <summary>The teams that want it, and after how many days.</summary>
    public Task<List<(long TeamId, int Days)>> WantedAsync() => database.ReadAsync(null, async db =>
        (await db.Teams.AsNoTracking().Where(t => t.EraseAfterDays != null).Select(t => new { t.Id, t.EraseAfterDays }).ToListAsync())
        .ConvertAll(t => (t.Id, t.EraseAfterDays!.Value)));

    /// <summary>Sends that are old enough and not erased yet: what a team is told before it switches this on.</summary>
    public Task<int> CountAsync(long teamId, int days) => database.ReadAsync(teamId, db => Due(db, days).CountAsync());

    /// <returns>How many sends were erased.</returns>
    public async Task<int> RunAsync(long teamId, int days, CancellationToken stop = default)
    {
        var erased = 0;
        while (!stop.IsCancellationRequested
            && await database.ReadAsync(teamId, db => Due(db, days).OrderBy(s => s.DueAt).Take(AtATime).Select(s => s.Id).ToListAsync(stop), stop) is [_, ..] due)
        {
            erased += await EraseAsync(teamId, days, due, stop);
        }
        await EraseBesideAsync(teamId, days, stop);
        return erased;
    }

    private IQueryable<Send> Due(PortalDbContext db, int days)
    {
        var before = time.GetUtcNow().AddDays(-days);
        return db.Sends.Where(s => s.ErasedAt == null && s.DueAt < before && s.StateAt < before && s.CheckAt == null && Ended.Contains(s.State));
    }

    private Task<int> EraseAsync(long teamId, int days, List<long> due, CancellationToken stop) => database.WriteAsync(teamId, async db =>
    {
        // Somebody may have asked to look for one of them meanwhile.
        var ids = await Due(db, days).Where(s => due.Contains(s.Id)).Select(s => s.Id).ToListAsync(stop);
        var json = JsonSerializer.Serialize(ids);
        await db.Database.ExecuteSqlRawAsync(Attempts, [teamId, json], stop);
        await db.Database.ExecuteSqlRawAsync(Evidence, [teamId, json], stop);
        var erased = await db.Database.ExecuteSqlRawAsync(Sends, [teamId, time.GetUtcNow().ToUnixTimeMilliseconds(), json], stop);
        if (erased > 0)
        {
            await Compactor.OweAsync(db, stop);
            await audit.AddAsync(db, teamId, null, "sends.erased", $"team:{teamId}",
                string.Create(CultureInfo.InvariantCulture, $"count={erased} days={days} from={ids.Min()} to={ids.Max()}"));
        }
        return erased;
    }, stop);

    // Drafts that nobody has touched, and what webhooks told: of that time, or about a send that is erased.
    private async Task EraseBesideAsync(long teamId, int days, CancellationToken stop)
    {
        var before = time.GetUtcNow().AddDays(-days);
        var late = await ToldOfErasedAsync(teamId, before, stop);
        await database.WriteAsync(teamId, async db =>
        {
            var drafts = await db.Drafts.Where(d => d.UpdatedAt < before).ExecuteDeleteAsync(stop);
            var events = await db.HookEvents.Where(h => h.HandledAt != null && (h.ReceivedAt < before || late.Contains(h.Id))).ExecuteDeleteAsync(stop);
            if (drafts + events > 0)
            {
                await Compactor.OweAsync(db, stop);
                await audit.AddAsync(db, teamId, null, "drafts.erased", $"team:{teamId}",
                    string.Create(CultureInfo.InvariantCulture, $"drafts={drafts} events={events} days={days}"));
            }
        }, stop);
    }

    private Task<List<long>> ToldOfErasedAsync(long teamId, DateTimeOffset since, CancellationToken stop) => database.ReadAsync(teamId, async db =>
    {
        List<long> found = [];
        var events = db.HookEvents.AsNoTracking().Where(h => h.HandledAt != null && h.ReceivedAt >= since).Select(h => new { h.Id, h.Body }).ToList();
        foreach (var told in events)
        {
            var locals = Local().Matches(told.Body).Select(m => m.Value.ToLowerInvariant()).Distinct().ToList();
            var messages = Message().Matches(told.Body).Select(m => (long?)long.Parse(m.Value, CultureInfo.InvariantCulture)).Distinct().ToList();
            if (await db.Sends.AnyAsync(s => s.ErasedAt != null && locals.Contains(s.LocalId), stop)
                || await db.Sends.AnyAsync(s => s.ErasedAt != null && s.MessageId != null && messages.Contains(s.MessageId), stop))
            {
                found.Add(told.Id);
            }
        }
        return found;
    }, stop);

    [GeneratedRegex("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")]
    private static partial Regex Local();

    [GeneratedRegex("(?<![0-9])[0-9]{1,18}(?![0-9])")]
    private static partial Regex Message();
}
