using System.Globalization;

namespace HeymarketPortal.Data;

/// <summary>The ways in which the sends of a filter can be found, each by an index of its own. Any of them gives the same sends.</summary>
internal static class SendSources
{
    private const string Sends = "\"Sends\" AS s";

    /// <summary>At least one. Which of them is quickest is not known before one looks.</summary>
    /// <param name="match">The search as the index wants it, with what the sends belong to; null without one.</param>
    public static List<SendSource> Of(long teamId, SendFilter filter, string? match)
    {
        Condition team = new("s.\"TeamId\" = ?", teamId);
        var dates = Dates(filter);
        var moving = Facets(("State", "IX_Sends_TeamId_State_Id", filter.State?.ToString()), ("Delivery", "IX_Sends_TeamId_Delivery", filter.Delivery?.ToString()));
        var lasting = Facets(("Kind", "IX_Sends_TeamId_Kind", filter.Kind?.ToString()), ("InboxId", "IX_Sends_TeamId_InboxId", filter.InboxId), ("AccountId", "IX_Sends_TeamId_AccountId", filter.AccountId));
        List<SendSource> sources = [];
        // The full-text index knows what a send belongs to as well, and intersects without reading a row.
        if (match is not null || lasting.Count > 1)
        {
            sources.Add(new("\"SendSearch\" AS f", "f.rowid", [new("f.\"SendSearch\" MATCH ?", match ?? SearchMatch.Belongs(teamId, filter))],
                " CROSS JOIN \"Sends\" AS s ON s.\"Id\" = f.rowid", [team, .. moving.Select(facet => facet.Is), .. dates]));
        }
        else if (lasting.Count == 1)
        {
            moving.Add(lasting[0]);
        }
        Condition[] found = match is null ? [] : [new("EXISTS (SELECT 1 FROM \"SendSearch\" AS f WHERE f.\"SendSearch\" MATCH ? AND f.rowid = s.\"Id\")", match)];
        foreach (var facet in moving)
        {
            var others = moving.Concat(match is null ? lasting : []).Where(other => other.Index != facet.Index).Select(other => other.Is).Distinct();
            sources.Add(new($"{Sends} INDEXED BY \"{facet.Index}\"", "s.\"Id\"", [team, facet.Is], "", [.. others, .. dates, .. found]));
        }
        return sources is [] ? [new(Sends, "s.\"Id\"", [team], "", [.. dates])] : sources;
    }

    /// <summary>Sends by words that few sends of all teams hold.</summary>
    public static SendSource Rare(long teamId, SendFilter filter, string words) => new("\"SendSearch\" AS f", "f.rowid", [new("f.\"SendSearch\" MATCH ?", words)],
        " CROSS JOIN \"Sends\" AS s ON s.\"Id\" = f.rowid", [new("s.\"TeamId\" = ?", teamId), .. Each(filter)]);

    /// <summary>Sends that an id names, beside what the search finds.</summary>
    /// <param name="typed">One word.</param>
    public static List<SendSource> Named(long teamId, SendFilter filter, string typed)
    {
        Condition team = new("s.\"TeamId\" = ?", teamId);
        var rest = Each(filter);
        List<SendSource> sources =
        [
            new("\"Attempts\" AS a INDEXED BY \"IX_Attempts_TeamId_RequestId\"", "a.\"SendId\"", [new("a.\"TeamId\" = ?", teamId), new("a.\"RequestId\" = ?", typed)],
                " CROSS JOIN \"Sends\" AS s ON s.\"Id\" = a.\"SendId\"", [team, .. rest]),
        ];
        if (Guid.TryParse(typed, out var local))
        {
            sources.Add(By("IX_Sends_LocalId", "LocalId", local.ToString()));
        }
        if (long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            sources.Add(By("IX_Sends_TeamId_MessageId", "MessageId", number));
            sources.Add(By("IX_Sends_TeamId_FoundConversationId", "FoundConversationId", number));
        }
        return sources;

        SendSource By(string index, string column, object value) =>
            new($"{Sends} INDEXED BY \"{index}\"", "s.\"Id\"", [new($"s.\"{column}\" = ?", value), team], "", rest);
    }

    /// <summary>The send next to a moment, for turning days into ids.</summary>
    public static Statement NextTo(long teamId, DateTimeOffset moment, bool after) => after
        ? new("""SELECT "Id" AS "Value" FROM "Sends" INDEXED BY "IX_Sends_TeamId_CreatedAt" WHERE "TeamId" = {0} AND "CreatedAt" >= {1} ORDER BY "CreatedAt", "Id" LIMIT 1""", [teamId, moment.ToUnixTimeMilliseconds()])
        : new("""SELECT "Id" AS "Value" FROM "Sends" INDEXED BY "IX_Sends_TeamId_CreatedAt" WHERE "TeamId" = {0} AND "CreatedAt" < {1} ORDER BY "CreatedAt" DESC, "Id" DESC LIMIT 1""", [teamId, moment.ToUnixTimeMilliseconds()]);

    // Row by row, without an index.
    private static Condition[] Each(SendFilter filter) =>
    [
        .. Facets(("State", "", filter.State?.ToString()), ("Delivery", "", filter.Delivery?.ToString()), ("Kind", "", filter.Kind?.ToString()), ("InboxId", "", filter.InboxId), ("AccountId", "", filter.AccountId)).Select(facet => facet.Is),
        .. Dates(filter),
    ];

    private static List<Facet> Facets(params ReadOnlySpan<(string Column, string Index, object? Value)> all)
    {
        List<Facet> facets = [];
        foreach (var (column, index, value) in all)
        {
            if (value is not null)
            {
                facets.Add(new(index, new($"s.\"{column}\" = ?", value)));
            }
        }
        return facets;
    }

    internal static List<Condition> Dates(SendFilter filter)
    {
        List<Condition> dates = [];
        if (filter.From is { } from)
        {
            dates.Add(new("s.\"CreatedAt\" >= ?", from.ToUnixTimeMilliseconds()));
        }
        if (filter.Until is { } until)
        {
            dates.Add(new("s.\"CreatedAt\" < ?", until.ToUnixTimeMilliseconds()));
        }
        return dates;
    }

    private sealed record Facet(string Index, Condition Is);
}
