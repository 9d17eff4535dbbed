namespace HeymarketPortal.Sandbox;

/// <summary>What the page <c>/sandbox</c> shows.</summary>
public sealed record SandboxPageModel(
    string PathBase, string BaseAddress, string? SecretId, string? SecretKey, IReadOnlyList<ReceivedRow> Received,
    IReadOnlyList<(string Name, string Value)> Switches, bool CanSwitch, Func<ReceivedRow, string> TeamOf)
{
    public const int Shown = 50;
}

/// <summary>What the page of one conversation shows.</summary>
/// <param name="Messages">Oldest first.</param>
/// <param name="Parts">Of a broadcast: the conversations it went into.</param>
public sealed record ConversationPageModel(
    string PathBase, ConversationRow Conversation, SandboxAccount Account, IReadOnlyList<MessageRow> Messages, IReadOnlyList<ConversationRow> Parts)
{
    private SandboxInbox? Inbox => Account.Inbox(Conversation.Inbox);

    public string TeamName => Account.Team.Name;

    public string InboxName => Inbox?.Name ?? "";

    public string InboxPhone => Inbox?.Phone ?? "";

    public IEnumerable<MessageRow> OnThePhone => Messages.Where(message => !message.Private);

    public IReadOnlyList<MessageRow> Comments => [.. Messages.Where(message => message.Private)];

    public string PersonName(MessageRow message) => Account.NameOf(message.Person) ?? "";
}
