namespace HeymarketPortal.Sandbox;

/// <summary>Everything that is read back from the file.</summary>
internal sealed class SandboxReads(SandboxFile file)
{
    public ConversationRow? Conversation(long id)
    {
        using var connection = file.Read();
        return connection.Query($"select {ConversationRow.Columns} from Conversations where Id = $1", ConversationRow.From, id).FirstOrDefault();
    }

    public ConversationRow? Conversation(string account, long inbox, string target)
    {
        using var connection = file.Read();
        return connection.Query(
            $"select {ConversationRow.Columns} from Conversations where Account = $1 and Inbox = $2 and Target = $3",
            ConversationRow.From, account, inbox, target).FirstOrDefault();
    }

    /// <summary>Newest first.</summary>
    /// <param name="before">Microseconds; only older messages.</param>
    public List<MessageRow> Messages(long conversation, long before, int limit)
    {
        using var connection = file.Read();
        return connection.Query(
            $"select {MessageRow.Columns} from Messages where Conversation = $1 and Date < $2 order by Date desc, Id desc limit $3",
            MessageRow.From, conversation, before, limit);
    }

    /// <summary>An account's messages, without the entry that stands for a broadcast as a whole.</summary>
    /// <param name="from">Microseconds; ascending: at or after it, else before it.</param>
    public List<(MessageRow Message, ConversationRow Conversation)> AllMessages(string account, long from, bool ascending, int limit)
    {
        using var connection = file.Read();
        var rows = connection.Query(
            $"""
            select {MessageRow.Columns} from Messages where Account = $1 and Target not like 'list:%' and {(ascending ? "Date >= $2" : "Date < $2")}
            order by Date {(ascending ? "asc, Id asc" : "desc, Id desc")} limit $3
            """,
            MessageRow.From, account, from, limit);
        var conversations = rows.Select(row => row.Conversation).Distinct().ToDictionary(id => id, id => connection.Query(
            $"select {ConversationRow.Columns} from Conversations where Id = $1", ConversationRow.From, id)[0]);
        return [.. rows.Select(row => (row, conversations[row.Conversation]))];
    }

    /// <summary>The conversations that the broadcasts shown in this one went into.</summary>
    public List<ConversationRow> Parts(long broadcast)
    {
        using var connection = file.Read();
        return connection.Query(
            $"""
            select {ConversationRow.Columns} from Conversations where Id in (
                select Conversation from Messages where Broadcast in (select Id from Messages where Conversation = $1))
            order by Id
            """,
            ConversationRow.From, broadcast);
    }

    /// <summary>Oldest first.</summary>
    public List<ReceivedRow> Received(long after)
    {
        using var connection = file.Read();
        return connection.Query($"select {ReceivedRow.Columns} from Received where Id > $1 order by Id", ReceivedRow.From, after);
    }

    /// <summary>Newest first.</summary>
    public List<ReceivedRow> Latest(int limit)
    {
        using var connection = file.Read();
        return connection.Query($"select {ReceivedRow.Columns} from Received order by Id desc limit $1", ReceivedRow.From, limit);
    }
}
