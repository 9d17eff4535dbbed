using System.Data.Common;
using System.Text.Json;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Data;

/// <summary>
/// The two writes that every send needs, by hand: a thousand texts a second leave EF no time. Everything rarer goes through it. Times
/// are Unix milliseconds and states their words, as the model stores them; a test compares both ways.
/// </summary>
internal static class ClaimSql
{
    // Interactive sends before bulk ones, then first come, first served.
    private const string Pick = """
        SELECT s."Id", s."TeamId", s."LocalId", s."Kind", s."InboxId", s."SenderId", s."PhoneNumber", s."ConversationId", s."Targets", s."ListId",
               s."Text", s."MediaUrl", s."TemplateId", s."SurveyId", s."Private", s."Author", k."Id", t."Sandbox", s."DueAt"
        FROM "Sends" s
        JOIN "Teams" t ON t."Id" = s."TeamId" AND t."ArchivedAt" IS NULL AND t."StoppedAt" IS NULL
        JOIN "ApiKeys" k ON k."TeamId" = s."TeamId" AND k."State" = 'InUse' AND k."RateKey" = s."RateKey"
        WHERE s."RateKey" = @rateKey AND s."State" = 'Queued' AND s."NotAfter" > @now
          AND (s."Private" OR s."ListId" IS NOT NULL OR NOT EXISTS (
              SELECT 1 FROM "OptOuts" o WHERE o."TeamId" = s."TeamId" AND o."PhoneNumber" IN (s."PhoneNumber", s."ConversationNumber"))
            AND NOT EXISTS (
              SELECT 1 FROM json_each(s."Targets") t JOIN "OptOuts" o ON o."TeamId" = s."TeamId" AND o."PhoneNumber" = t.value))
        ORDER BY s."Bulk", s."DueAt", s."Id" LIMIT @most
        """;

    private static readonly string Take = $"""
        UPDATE "Sends" SET "State" = '{SendMoves.Claim.To}', "StateAt" = @now, "AttemptId" = @attempt, "Owner" = @owner, "LeaseUntil" = @lease,
               "Attempts" = "Attempts" + 1, "Reason" = NULL
        WHERE "Id" = @id AND {SendMoves.Claim.Sql()}
        """;

    private const string Begin = """
        INSERT INTO "Attempts" ("Id", "SendId", "TeamId", "ApiKeyId", "LocalId", "BodyHash", "StartedAt")
        VALUES (@attempt, @id, @team, @key, @localId, @hash, @now)
        """;

    private const string End = """
        UPDATE "Attempts" SET "EndedAt" = @now, "HttpStatus" = @status, "RequestId" = @requestId, "Outcome" = 'Accepted', "Failure" = NULL, "Reason" = NULL, "Evidence" = NULL
        WHERE "Id" = @attempt
        """;

    private const string Receive = """
        "State" = 'Accepted', "StateAt" = @now, "LeaseUntil" = NULL, "Reason" = NULL, "MessageId" = @message, "GalleryUrl" = @gallery,
               "HeymarketDate" = @date, "FoundConversationId" = @conversation, "Checks" = 0,
               "CheckAt" = CASE WHEN "Kind" = 'Individual' AND "PhoneNumber" IS NOT NULL AND NOT "Private" THEN @look END
        WHERE "Id" = @id AND "AttemptId" = @attempt
        """;

    private static readonly string Accept = $"""UPDATE "Sends" SET {Receive} AND {SendMoves.Accept.Sql()}""";

    // Evidence of acceptance wins even late.
    private static readonly string AcceptLate = $"""UPDATE "Sends" SET {Receive} AND {SendMoves.Find.Sql()}""";

    // A webhook or a look came first and knew less than the answer does.
    private const string Complete = """
        UPDATE "Sends" SET "MessageId" = COALESCE("MessageId", @message), "GalleryUrl" = COALESCE("GalleryUrl", @gallery),
               "HeymarketDate" = COALESCE("HeymarketDate", @date), "FoundConversationId" = COALESCE("FoundConversationId", @conversation)
        WHERE "Id" = @id AND "AttemptId" = @attempt AND "State" = 'Accepted'
        """;

    private static readonly string WaitingAgain = $"""SELECT "Id" FROM "Sends" WHERE "AgainOf" = @id AND {SendMoves.Forestall.Sql()}""";

    private static readonly string Forestall = $"""
        UPDATE "Sends" SET "State" = '{SendMoves.Forestall.To}', "StateAt" = @now, "Reason" = @reason WHERE "Id" = @id AND {SendMoves.Forestall.Sql()}
        """;

    public static List<Claim> Claim(SqlDesk desk, string rateKey, int most, string owner, DateTimeOffset now, DateTimeOffset lease)
    {
        List<Claim> claims = [];
        foreach (var picked in desk.Query(Pick, Picked.Read, ("@rateKey", rateKey), ("@now", Ms(now)), ("@most", most)))
        {
            var attempt = Guid.CreateVersion7(now);
            if (desk.Execute(Take, ("@now", Ms(now)), ("@attempt", Text(attempt)), ("@owner", owner), ("@lease", Ms(lease)), ("@id", picked.Id)) == 0)
            {
                continue;
            }
            var body = SendBody.Of(picked.Content, picked.LocalId);
            desk.Execute(Begin, ("@attempt", Text(attempt)), ("@id", picked.Id), ("@team", picked.TeamId), ("@key", picked.ApiKeyId),
                ("@localId", picked.LocalId), ("@hash", SendBody.HashOf(body)), ("@now", Ms(now)));
            claims.Add(new(picked.Id, picked.TeamId, attempt, picked.ApiKeyId, picked.Sandbox, rateKey, body) { DueAt = DateTimeOffset.FromUnixTimeMilliseconds(picked.DueAt) });
        }
        return claims;
    }

    /// <returns>What has changed.</returns>
    public static List<SendChange> Settle(SqlDesk desk, Claim claim, Observation seen, Receipt receipt, DateTimeOffset now, DateTimeOffset? look)
    {
        desk.Execute(End, ("@now", Ms(now)), ("@status", seen.Status), ("@requestId", seen.RequestId), ("@attempt", Text(claim.AttemptId)));
        (string, object?)[] got =
        [
            ("@now", Ms(now)), ("@message", receipt.Id), ("@gallery", receipt.GalleryUrl), ("@date", receipt.Date?.ToUnixTimeMilliseconds()),
            ("@conversation", receipt.ConversationId), ("@look", look?.ToUnixTimeMilliseconds()), ("@id", claim.SendId), ("@attempt", Text(claim.AttemptId)),
        ];
        if (desk.Execute(Accept, got) > 0)
        {
            return [new(claim.TeamId, claim.SendId, SendState.Accepted)];
        }
        var late = desk.Execute(AcceptLate, got) > 0;
        if (!late && desk.Execute(Complete, [.. got[1..5], .. got[6..]]) == 0)
        {
            return [];
        }
        return [new(claim.TeamId, claim.SendId, SendState.Accepted), .. late ? StopAgain(desk, claim, now) : []];
    }

    // Evidence that comes before a "Send again" has left makes that one needless.
    private static List<SendChange> StopAgain(SqlDesk desk, Claim claim, DateTimeOffset now)
    {
        var again = desk.Query(WaitingAgain, row => row.GetInt64(0), ("@id", claim.SendId));
        again.ForEach(id => desk.Execute(Forestall, ("@now", Ms(now)), ("@reason", LedgerEvidence.FoundAfterAll), ("@id", id)));
        return again.ConvertAll(id => new SendChange(claim.TeamId, id, SendMoves.Forestall.To));
    }

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    // As the provider writes it.
    private static string Text(Guid id) => id.ToString().ToUpperInvariant();

    private sealed record Picked(long Id, long TeamId, string LocalId, SendContent Content, long ApiKeyId, bool Sandbox, long DueAt)
    {
        public static Picked Read(DbDataReader row) => new(
            row.GetInt64(0), row.GetInt64(1), row.GetString(2),
            new SendContent(Enum.Parse<SendKind>(row.GetString(3)), row.GetInt64(4), row.GetInt64(5))
            {
                PhoneNumber = Words(row, 6),
                ConversationId = Number(row, 7),
                Targets = Words(row, 8) is { } targets ? JsonSerializer.Deserialize<List<string>>(targets) : null,
                ListId = Number(row, 9),
                Text = Words(row, 10),
                MediaUrl = Words(row, 11),
                TemplateId = Number(row, 12),
                SurveyId = Number(row, 13),
                Private = row.GetBoolean(14),
                Author = Words(row, 15),
            },
            row.GetInt64(16), row.GetBoolean(17), row.GetInt64(18));

        private static string? Words(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

        private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
    }
}
