using System.Globalization;
using HeymarketPortal.Data;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Pages.History;

/// <summary>
/// Who took what out of the portal: one audit entry before the first row leaves, one with the rows that left. The trail holds no text and no
/// number, and a search is one or the other: of a search it says only that there was one.
/// </summary>
internal sealed class ExportTrail(Database database, AuditTrail audit)
{
    /// <returns>False when the member may not export any more.</returns>
    public Task<bool> BeganAsync(Actor actor, ExportFormat format, HistoryFilter filter) => database.WriteAsync(actor.TeamId, async db =>
    {
        if (!await db.MayAsync(actor, Permission.Export))
        {
            return false;
        }
        await audit.AddAsync(db, actor.TeamId, actor.AccountId, "history.export-began", $"team:{actor.TeamId}", Words(format, filter));
        return true;
    });

    /// <summary>Written whoever may still do what: it tells of what has left.</summary>
    public Task EndedAsync(ExportRun run, ExportState ended, HistoryFilter filter) => database.WriteAsync(run.TeamId, db =>
        audit.AddAsync(db, run.TeamId, run.AccountId, "history.exported", $"team:{run.TeamId}",
            string.Create(CultureInfo.InvariantCulture, $"{Words(run.Format, filter)} rows={run.Rows} ended={ended}")));

    internal static string Words(ExportFormat format, HistoryFilter filter)
    {
        string?[] words =
        [
            $"format={format}",
            string.IsNullOrWhiteSpace(filter.Search) ? null : "search=yes",
            filter.State is { } state ? $"state={state}" : null,
            filter.Delivery is { } delivery ? $"delivery={delivery}" : null,
            filter.Kind is { } kind ? $"kind={kind}" : null,
            filter.Inbox is { } inbox ? string.Create(CultureInfo.InvariantCulture, $"inbox={inbox}") : null,
            filter.SentBy is { } by ? string.Create(CultureInfo.InvariantCulture, $"by={by}") : null,
            Day("from", filter.From),
            Day("to", filter.To),
        ];
        return string.Join(' ', words.OfType<string>());
    }

    private static string? Day(string name, DateOnly? day) => day is null ? null : string.Create(CultureInfo.InvariantCulture, $"{name}={day:yyyy-MM-dd}");
}
