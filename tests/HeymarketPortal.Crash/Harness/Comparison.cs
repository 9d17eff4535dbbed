namespace HeymarketPortal.Crash;

/// <summary>The upstream's truth beside the ledger: every way in which they may not differ, with how often they do.</summary>
internal static class Comparison
{
    /// <returns>What is wrong; nothing, when the proof holds.</returns>
    public static List<string> Of(Plan plan, IReadOnlyList<Truth> truth, IReadOnlyList<LedgerFile.Row> rows)
    {
        var requests = truth.ToLookup(t => t.LocalId);
        var accepted = truth.Where(t => t.MessageId is not null).ToLookup(t => t.LocalId);
        var stored = rows.Select(r => r.LocalId).ToHashSet();
        string[] ends = ["Accepted", "Rejected", "Unknown", "NotFound"];
        string[] known = plan.ReadBack ? ["Accepted"] : ["Accepted", "Unknown"];
        (string What, int Count)[] wrongs =
        [
            ("rows for what was enqueued are missing or too many", Math.Abs(plan.Count - rows.Count)),
            ("sends are lost: neither sent nor told why", rows.Count(r => !ends.Contains(r.State))),
            ("sends were accepted more than once", accepted.Count(sent => sent.Count() > 1)),
            ("texts reached their number more than once", truth.Where(t => t.MessageId is not null).GroupBy(t => (t.Phone, t.Text)).Count(same => same.Count() > 1)),
            ("accepted sends are not in the ledger", accepted.Count(sent => !stored.Contains(sent.Key))),
            ($"accepted sends are neither {string.Join(" nor ", known)}", rows.Count(r => accepted.Contains(r.LocalId) && !known.Contains(r.State))),
            ("sends are called Accepted and were not", rows.Count(r => r.State == "Accepted" && !accepted.Contains(r.LocalId))),
            ("sends have another message's id", rows.Count(r => r.State == "Accepted" && accepted[r.LocalId].All(t => t.MessageId != r.MessageId))),
            ("sends are called Rejected and were not refused", rows.Count(r => r.State == "Rejected" && requests[r.LocalId].All(t => t.Fault != Fault.Refuse))),
            ("sends made more requests than the ledger knows of", rows.Count(r => requests[r.LocalId].Count() > r.Attempts)),
        ];
        return [.. wrongs.Where(wrong => wrong.Count > 0).Select(wrong => $"{wrong.Count} {wrong.What}")];
    }

    /// <summary>How many of the accepted were accepted again.</summary>
    public static (int Sends, int Twice) Repeats(IReadOnlyList<Truth> truth)
    {
        var accepted = truth.Where(t => t.MessageId is not null).GroupBy(t => t.LocalId).ToList();
        return (accepted.Count, accepted.Count(sent => sent.Count() > 1));
    }
}
