using Microsoft.Data.Sqlite;

namespace HeymarketPortal.Sandbox;

/// <summary>What is answered to an accepted send.</summary>
/// <param name="Repeat">True: the first answer to this <c>local_id</c>, given again; nothing new was made.</param>
internal sealed record Taken(long Message, long Conversation, DateTimeOffset Date, bool Repeat);

/// <summary>What the sandbox remembers. Every write is on the disk before its task ends.</summary>
internal sealed class SandboxStore(SandboxFile file, TimeProvider time)
{
    private const string Receive = """
        insert into Received (At, RequestId, Account, Scheme, LastFour, Headers, Body, Kind, Target, Text, LocalId, Status, Accepted, Outcome, Message, Conversation)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """;

    private const string Say = """
        insert into Messages (Account, Conversation, Broadcast, FromThem, Private, Failed, Person, Target, Text, Media, Author, LocalId, Date)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;

    public Task<bool> RefuseAsync(ReceivedRow received) => file.WriteAsync(connection => Note(connection, received));

    /// <summary>Stores the message, one for each recipient of a broadcast, and the request that asked for it, together.</summary>
    public Task<Taken> AcceptAsync(
        SandboxAccount account, SendPlan plan, ReceivedRow received, bool failed, bool deduplicate, bool keepUnfilledTokens) =>
        file.WriteAsync(connection =>
        {
            Seed(connection, account);
            if (deduplicate && First(connection, account, plan.LocalId) is { } first)
            {
                Note(connection, received with { Outcome = $"Repeat of {first.Message}", Message = first.Message, Conversation = first.Conversation });
                return first;
            }

            var now = time.GetUtcNow();
            var micros = now.Micros();
            var conversation = Conversation(connection, account.Id, plan.Inbox.Id, plan.Target, plan.Name, plan.Creator, micros);
            var message = Tell(conversation, 0, plan.Target, plan.Text, micros);
            if (plan.List != 0)
            {
                foreach (var (number, name) in plan.Recipients)
                {
                    var own = Conversation(
                        connection, account.Id, plan.Inbox.Id, number, name.F.Length > 0 ? $"{name.F} {name.L}".Trim() : number, plan.Creator, micros);
                    Tell(own, message, number, MergeTokens.Fill(plan.Text, name, keepUnfilledTokens), ++micros);
                }
            }

            connection.Execute(
                "insert into Sent (Account, LocalId, Message, Conversation, Date) values ($1, $2, $3, $4, $5)",
                account.Id, plan.LocalId, message, conversation, now.Micros());
            Note(connection, received with { Message = message, Conversation = conversation });
            return new(message, conversation, now, false);

            long Tell(long into, long broadcast, string target, string text, long at) => connection.Insert(
                Say, account.Id, into, broadcast, false, plan.Private, failed, plan.Creator, target, text, plan.Media, plan.Author, plan.LocalId, at);
        });

    /// <summary>Makes the account's first conversations, once.</summary>
    public Task<bool> MeetAsync(SandboxAccount account) => file.WriteAsync(connection => Seed(connection, account));

    private bool Seed(SqliteConnection connection, SandboxAccount account)
    {
        var at = time.GetUtcNow().AddDays(-1).Micros();
        foreach (var seed in account.Conversations)
        {
            var isNew = connection.Execute(
                "insert or ignore into Conversations (Id, Account, Inbox, Target, Name, Creator, Created, Updated) values ($1, $2, $3, $4, $5, $6, $7, $7)",
                seed.Id, account.Id, seed.Inbox, seed.Phone, seed.Name, seed.Creator, at) == 1;
            foreach (var line in isNew ? seed.Lines : [])
            {
                connection.Insert(
                    Say, account.Id, seed.Id, 0, line.FromThem, false, false, line.FromThem ? 0 : seed.Creator, seed.Phone, line.Text, "", "", "", at += 60_000_000);
            }
        }

        return true;
    }

    private static Taken? First(SqliteConnection connection, SandboxAccount account, string localId) =>
        localId.Length == 0 ? null : connection.Query(
            "select Message, Conversation, Date from Sent where Account = $1 and LocalId = $2 order by rowid limit 1",
            row => new Taken(row.GetInt64(0), row.GetInt64(1), SandboxTime.FromMicros(row.GetInt64(2)), true),
            account.Id, localId).FirstOrDefault();

    private static long Conversation(SqliteConnection connection, string account, long inbox, string target, string name, long creator, long at)
    {
        const string Insert = """
            insert into Conversations (Account, Inbox, Target, Name, Creator, Created, Updated) values ($1, $2, $3, $4, $5, $6, $6)
            on conflict (Account, Inbox, Target) do update set Updated = excluded.Updated
            """;
        return connection.Insert(Insert, account, inbox, target, name, creator, at);
    }

    private static bool Note(SqliteConnection connection, ReceivedRow row) => connection.Insert(
        Receive, row.At, row.RequestId, row.Account, row.Scheme, row.LastFour, row.Headers, row.Body, row.Kind, row.Target, row.Text,
        row.LocalId, row.Status, row.Accepted, row.Outcome, row.Message, row.Conversation) > 0;
}
