using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>In which order the queued sends of a rate key leave, over all teams that share it. Tells places only of the sends it is asked about.</summary>
public sealed class QueueOrder(Database database)
{
    // The order of the claim. Along the index, no row is read; the limit ends the walk at the last of those asked for.
    internal const string Places = """
        SELECT "Id" AS "SendId", "Place" FROM (
            SELECT "Id", ROW_NUMBER() OVER (ORDER BY "Bulk", "DueAt", "Id") AS "Place" FROM "Sends" WHERE "RateKey" = {0} AND "State" = 'Queued')
        WHERE "Id" IN (SELECT value FROM json_each({1})) LIMIT {2}
        """;

    /// <param name="queued">Sends of this rate key; the caller has seen that they are its team's.</param>
    /// <returns>1 leaves next. A send that is not queued any more is left out.</returns>
    public Task<Dictionary<long, int>> PlacesAsync(string rateKey, IReadOnlyCollection<long> queued) => database.ReadAsync(null, db =>
        db.Database.SqlQueryRaw<QueuePlace>(Places, rateKey, JsonSerializer.Serialize(queued), queued.Count)
            .ToDictionaryAsync(row => row.SendId, row => row.Place));

    private sealed record QueuePlace(long SendId, int Place);
}
