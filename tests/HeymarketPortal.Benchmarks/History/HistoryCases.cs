using System.Globalization;
using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using Microsoft.Data.Sqlite;

namespace HeymarketPortal.Benchmarks;

/// <summary>What the history is asked in the benchmark, of the largest team of a seeded database.</summary>
internal static class HistoryCases
{
    private const long Inbox = 107, LargeInbox = 100, Account = 8;
    // The customer whom the seed texts most.
    private const string Number = "18314563878";
    private const string Mine = "FROM Sends s WHERE s.TeamId = @team";
    private const string Found = "FROM SendSearch f CROSS JOIN Sends s ON s.Id = f.rowid WHERE f.SendSearch MATCH @match AND s.TeamId = @team";
    private static readonly DateTimeOffset From = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), Until = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    public static long TeamOf(SqliteConnection database) => (long)One(database, "SELECT TeamId FROM Sends GROUP BY TeamId ORDER BY count(*) DESC LIMIT 1");

    public static List<HistoryCase> Of(SqliteConnection database, long team)
    {
        var newest = (long)One(database, "SELECT max(Id) FROM Sends");
        var deep = newest - newest / 10 * 9;
        var (message, local) = ((long)One(database, $"SELECT MessageId FROM Sends WHERE TeamId = {team} AND Id > {deep} AND MessageId IS NOT NULL LIMIT 1"),
            (string)One(database, $"SELECT LocalId FROM Sends WHERE TeamId = {team} AND Id > {deep} LIMIT 1"));
        var request = (string)One(database, $"SELECT RequestId FROM Attempts WHERE TeamId = {team} AND RequestId IS NOT NULL AND SendId > {deep} LIMIT 1");
        var (words, number) = ("Belongs : \"t" + team.ToString(CultureInfo.InvariantCulture) + "\" AND Words : ", "Numbers : \"" + Number + "\"");
        return
        [
            new("First page", new(), $"{Mine} ORDER BY s.Id DESC", []),
            new("900,000 sends deep", new(), $"{Mine} AND s.Id < @before ORDER BY s.Id DESC", [("@before", deep)], Before: deep),
            new("State, common", new() { State = SendState.Accepted }, $"{Mine} AND s.State = 'Accepted' ORDER BY s.Id DESC", []),
            new("State, rare", new() { State = SendState.Closed }, $"{Mine} AND s.State = 'Closed' ORDER BY s.Id DESC", []),
            new("State, 900,000 deep", new() { State = SendState.Accepted }, $"{Mine} AND s.State = 'Accepted' AND s.Id < @before ORDER BY s.Id DESC", [("@before", deep)], Before: deep),
            new("Delivery", new() { Delivery = Delivery.Failed }, $"{Mine} AND s.Delivery = 'Failed' ORDER BY s.Id DESC", []),
            new("Kind", new() { Kind = SendKind.Survey }, $"{Mine} AND s.Kind = 'Survey' ORDER BY s.Id DESC", []),
            new("Inbox", new() { InboxId = Inbox }, $"{Mine} AND s.InboxId = @inbox ORDER BY s.Id DESC", [("@inbox", Inbox)]),
            new("Sent by", new() { AccountId = Account }, $"{Mine} AND s.AccountId = @account ORDER BY s.Id DESC", [("@account", Account)]),
            new("From and to date", new() { From = From, Until = Until }, $"{Mine} AND s.CreatedAt >= @from AND s.CreatedAt < @until ORDER BY s.CreatedAt DESC, s.Id DESC", Days),
            new("State and inbox", new() { State = SendState.Accepted, InboxId = Inbox },
                $"FROM Sends s INDEXED BY IX_Sends_TeamId_InboxId WHERE s.TeamId = @team AND s.InboxId = @inbox AND s.State = 'Accepted' ORDER BY s.Id DESC", [("@inbox", Inbox)]),
            new("Kind and sent by", new() { Kind = SendKind.Survey, AccountId = Account },
                $"FROM Sends s INDEXED BY IX_Sends_TeamId_Kind WHERE s.TeamId = @team AND s.Kind = 'Survey' AND s.AccountId = @account ORDER BY s.Id DESC", [("@account", Account)]),
            new("Delivery and kind", new() { Delivery = Delivery.Delivered, Kind = SendKind.Survey },
                $"FROM Sends s INDEXED BY IX_Sends_TeamId_Kind WHERE s.TeamId = @team AND s.Kind = 'Survey' AND s.Delivery = 'Delivered' ORDER BY s.Id DESC", []),
            new("State and days", new() { State = SendState.Accepted, From = From, Until = Until },
                $"FROM Sends s WHERE s.TeamId = @team AND s.CreatedAt >= @from AND s.CreatedAt < @until AND s.State = 'Accepted' ORDER BY s.CreatedAt DESC, s.Id DESC", Days),
            new("Rejected and List", new() { State = SendState.Rejected, Kind = SendKind.List },
                $"FROM Sends s INDEXED BY IX_Sends_TeamId_Kind WHERE s.TeamId = @team AND s.Kind = 'List' AND s.State = 'Rejected' ORDER BY s.Id DESC", [], Grows: true),
            new("Failed and List", new() { Delivery = Delivery.Failed, Kind = SendKind.List },
                $"FROM Sends s INDEXED BY IX_Sends_TeamId_Kind WHERE s.TeamId = @team AND s.Kind = 'List' AND s.Delivery = 'Failed' ORDER BY s.Id DESC", [], Grows: true),
            new("Rare word", new() { Search = "trombone" }, $"{Found} ORDER BY f.rowid DESC", [("@match", words + "\"trombone\"")]),
            new("Common word", new() { Search = "appointment" }, $"{Found} ORDER BY f.rowid DESC", [("@match", words + "\"appointment\"")]),
            new("Beginning of a word", new() { Search = "remin" }, $"{Found} ORDER BY f.rowid DESC", [("@match", words + "\"reminder\"")]),
            new("Two words", new() { Search = "reminder Saturday" }, $"{Found} ORDER BY f.rowid DESC", [("@match", words + "\"reminder\" AND Words : \"saturday\"")]),
            new("Common word, 900,000 deep", new() { Search = "appointment" }, $"{Found} AND f.rowid < @before ORDER BY f.rowid DESC", [("@match", words + "\"appointment\""), ("@before", deep)], Before: deep),
            new("Word and inbox", new() { Search = "appointment", InboxId = LargeInbox }, $"{Found} AND s.InboxId = @inbox ORDER BY f.rowid DESC", [("@match", words + "\"appointment\""), ("@inbox", LargeInbox)]),
            new("Word and state", new() { Search = "appointment", State = SendState.Accepted }, $"{Found} AND s.State = 'Accepted' ORDER BY f.rowid DESC", [("@match", words + "\"appointment\"")]),
            new("Number", new() { Search = "(831) 456-3878" }, $"{Found} ORDER BY f.rowid DESC", [("@match", words.Replace("Words : ", number, StringComparison.Ordinal))]),
            new("Number and days", new() { Search = "(831) 456-3878", From = From, Until = Until }, $"{Found} AND s.CreatedAt >= @from AND s.CreatedAt < @until ORDER BY f.rowid DESC",
                [("@match", words.Replace("Words : ", number, StringComparison.Ordinal)), .. Days], Grows: true),
            new("Message id", new() { Search = message.ToString(CultureInfo.InvariantCulture) }, $"{Mine} AND s.MessageId = @message ORDER BY s.Id DESC", [("@message", message)]),
            new("Local id", new() { Search = local }, $"{Mine} AND s.LocalId = @local ORDER BY s.Id DESC", [("@local", local)]),
            new("Request id", new() { Search = request }, "FROM Attempts a JOIN Sends s ON s.Id = a.SendId WHERE a.TeamId = @team AND a.RequestId = @request ORDER BY s.Id DESC", [("@request", request)]),
            new("Count of all", new(), Mine, [], Counted: true),
            new("Count of a state", new() { State = SendState.Rejected }, $"{Mine} AND s.State = 'Rejected'", [], Counted: true),
            new("Count of a word", new() { Search = "appointment" }, Found, [("@match", words + "\"appointment\"")], Counted: true),
        ];
    }

    private static (string, object)[] Days => [("@from", From.ToUnixTimeMilliseconds()), ("@until", Until.ToUnixTimeMilliseconds())];

    private static object One(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }
}
