using Microsoft.Data.Sqlite;

namespace HeymarketPortal.Sandbox;

/// <summary>A conversation of the file.</summary>
/// <param name="Target">A number; a group's numbers joined by commas; or <c>list:501</c>, where a broadcast is shown.</param>
public sealed record ConversationRow(long Id, string Account, long Inbox, string Target, string Name, long Creator, long Created, long Updated)
{
    internal const string Columns = "Id, Account, Inbox, Target, Name, Creator, Created, Updated";

    public string[] Targets => IsBroadcast ? [] : Target.Split(',');

    public bool IsBroadcast => Target.StartsWith("list:", StringComparison.Ordinal);

    internal static ConversationRow From(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.GetString(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7));
}

/// <summary>A message of the file.</summary>
public sealed record MessageRow(
    long Id, long Conversation, long Broadcast, bool FromThem, bool Private, bool Failed, long Person, string Target,
    string Text, string Media, string Author, string LocalId, long Date)
{
    internal const string Columns = "Id, Conversation, Broadcast, FromThem, Private, Failed, Person, Target, Text, Media, Author, LocalId, Date";

    public DateTimeOffset At => SandboxTime.FromMicros(Date);

    internal static MessageRow From(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetBoolean(3), row.GetBoolean(4), row.GetBoolean(5), row.GetInt64(6), row.GetString(7),
        row.GetString(8), row.GetString(9), row.GetString(10), row.GetString(11), row.GetInt64(12));
}

/// <summary>One send request as it came in, taken or not.</summary>
/// <param name="Status">What was answered; 0 when the connection ended without an answer.</param>
/// <param name="Body">The body's exact text.</param>
public sealed record ReceivedRow(
    long Id, long At, string RequestId, string Account, string Scheme, string LastFour, string Headers, string Body,
    string Kind, string Target, string Text, string LocalId, int Status, bool Accepted, string Outcome,
    long? Message, long? Conversation, long SameLocalId)
{
    internal const string Columns = """
        Id, At, RequestId, Account, Scheme, LastFour, Headers, Body, Kind, Target, Text, LocalId, Status, Accepted, Outcome, Message, Conversation,
        (select count(*) from Received other where other.Account = Received.Account and other.LocalId = Received.LocalId and other.LocalId <> '')
        """;

    internal static ReceivedRow From(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7),
        row.GetString(8), row.GetString(9), row.GetString(10), row.GetString(11), row.GetInt32(12), row.GetBoolean(13), row.GetString(14),
        row.IsDBNull(15) ? null : row.GetInt64(15), row.IsDBNull(16) ? null : row.GetInt64(16), row.GetInt64(17));
}
