namespace HeymarketPortal.Sandbox;

internal static class SandboxSchema
{
    /// <summary>
    /// Message ids grow from 9980000; ids of new conversations keep clear of the seeded ones. Synchronous FULL: what was
    /// answered is still there after a power cut, or the sandbox would be a worse witness than the service.
    /// </summary>
    public const string Sql = """
        pragma journal_mode = wal;
        pragma synchronous = full;
        create table if not exists Conversations (
            Id integer primary key autoincrement, Account text not null, Inbox integer not null, Target text not null,
            Name text not null, Creator integer not null, Created integer not null, Updated integer not null,
            unique (Account, Inbox, Target));
        create table if not exists Messages (
            Id integer primary key autoincrement, Account text not null, Conversation integer not null, Broadcast integer not null,
            FromThem integer not null, Private integer not null, Failed integer not null, Person integer not null,
            Target text not null, Text text not null, Media text not null, Author text not null, LocalId text not null, Date integer not null);
        create index if not exists MessagesByConversation on Messages (Conversation, Date);
        create index if not exists MessagesByAccount on Messages (Account, Date);
        create index if not exists MessagesByBroadcast on Messages (Broadcast) where Broadcast <> 0;
        create table if not exists Sent (
            Account text not null, LocalId text not null, Message integer not null, Conversation integer not null, Date integer not null);
        create index if not exists SentByLocalId on Sent (Account, LocalId);
        create table if not exists Received (
            Id integer primary key autoincrement, At integer not null, RequestId text not null, Account text not null,
            Scheme text not null, LastFour text not null, Headers text not null, Body text not null, Kind text not null, Target text not null,
            Text text not null, LocalId text not null, Status integer not null, Accepted integer not null, Outcome text not null,
            Message integer, Conversation integer);
        create index if not exists ReceivedByLocalId on Received (Account, LocalId);
        insert into sqlite_sequence (name, seq) select 'Messages', 9979999 where not exists (select 1 from sqlite_sequence where name = 'Messages');
        insert into sqlite_sequence (name, seq) select 'Conversations', 19999999 where not exists (select 1 from sqlite_sequence where name = 'Conversations');
        """;
}
