namespace HeymarketPortal.Sandbox;

/// <summary>Messages and conversations in the contract's shape.</summary>
internal sealed class MessageView(SandboxAccount account, SandboxSwitches switches, DateTimeOffset now)
{
    private static readonly TimeSpan Delivery = TimeSpan.FromSeconds(3);

    public object Message(MessageRow message, ConversationRow conversation)
    {
        var inbox = account.Inbox(conversation.Inbox)?.Phone ?? "";
        var delivered = now - message.At >= Delivery;
        var them = message.Target.Split(',')[0];
        return new
        {
            Author = message.Author.Length > 0 ? message.Author : message.FromThem ? conversation.Name : account.NameOf(message.Person) ?? "",
            BroadcastId = message.Broadcast,
            Conversation = Conversation(conversation),
            Custom = new { Data = Array.Empty<int>(), Type = "" },
            Date = message.At.Wire(),
            Flagged = false,
            message.Id,
            LinkUrl = "",
            LocalId = switches.EchoLocalId ? message.LocalId : "",
            message.Media,
            Phone = Phone(message.FromThem ? them : inbox),
            Status = message.Failed ? "failed" : message.FromThem || delivered ? "delivered" : "sent",
            Super = 0,
            Support = false,
            Target = Phone(message.FromThem ? inbox : them),
            Targets = message.FromThem ? [] : message.Target.Split(',').Select(Phone),
            message.Text,
            Type = message.Private ? "private" : "text",
            Updated = (delivered ? message.At + Delivery : message.At).Wire(),
            User = message.Person,
        };
    }

    public object Conversation(ConversationRow row) => new
    {
        Assigned = row.Creator,
        Blocked = false,
        Channel = "sms",
        Created = SandboxTime.FromMicros(row.Created).Wire(),
        row.Creator,
        EmailNoti = false,
        row.Id,
        row.Inbox,
        LastInbound = 0,
        LocalId = "",
        Members = (account.Inbox(row.Inbox)?.Members ?? []).Select(id => new { Id = id, Name = account.NameOf(id) ?? "" }),
        Muted = false,
        row.Name,
        Noreply = "",
        Op = "update",
        Read = 0,
        Replied = false,
        SnoozeTill = "",
        Status = "open",
        Super = 0,
        Support = false,
        Target = Phone(row.Target.Split(',')[0]),
        Type = row.IsBroadcast ? "broadcast" : row.Targets.Length > 1 ? "group" : "sms",
        Updated = SandboxTime.FromMicros(row.Updated).Wire(),
    };

    private string Phone(string digits) => switches.PlusInPhones && digits.Length > 0 ? $"+{digits}" : digits;
}
