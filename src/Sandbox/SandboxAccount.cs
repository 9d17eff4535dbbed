namespace HeymarketPortal.Sandbox;

/// <summary>One Heymarket account: all its own things, the same ones at every start, because they follow from its id.</summary>
/// <param name="Id">A digest of the account's name, so that no file or page holds a key.</param>
public sealed record SandboxAccount(
    string Id,
    SandboxTeam Team,
    IReadOnlyList<SandboxInbox> Inboxes,
    IReadOnlyList<SandboxPerson> People,
    IReadOnlyList<SandboxList> Lists,
    IReadOnlyList<SandboxTemplate> Templates,
    IReadOnlyList<SandboxSurvey> Surveys,
    IReadOnlyList<SandboxConversation> Conversations)
{
    public SandboxInbox? Inbox(long id) => Inboxes.FirstOrDefault(inbox => inbox.Id == id);

    public SandboxList? List(long id) => Lists.FirstOrDefault(list => list.Id == id);

    public SandboxTemplate? Template(long id) => Templates.FirstOrDefault(template => template.Id == id);

    public SandboxSurvey? Survey(long id) => Surveys.FirstOrDefault(survey => survey.Id == id);

    public string? NameOf(long person) => People.FirstOrDefault(one => one.Id == person)?.Name;
}

// From here on: the shapes of contract.md, field for field; SandboxJson.Wire spells them.

public sealed record SandboxTeam(long Id, string Name, int ListSize, IReadOnlyList<SandboxMember> Members);

public sealed record SandboxMember(long Id, string Name, string Role);

public sealed record SandboxInbox(
    long Id, string Name, long Team, long[] Members, string[] Phones, string Phone, bool AutoAssignable,
    string? ForwardNumber, string WidgetCode, string[] AllowedDomains, bool Invited)
{
    internal bool IsTollFree => Phone.TrimStart('+').StartsWith("1833", StringComparison.Ordinal);
}

public sealed record SandboxPerson(
    long Id, string Phone, string Name, string Email, int RoleId, long TeamId,
    string CreatedAt, string UpdatedAt, string UserCreatedAt, string UserUpdatedAt);

public sealed record SandboxList(
    long Id, string Name, string LocalId, IReadOnlyDictionary<string, SandboxName> Targets, long TeamId, long CreatorId,
    bool Shared, string Created, string Updated, int Rev, bool Archived);

public sealed record SandboxName(string F, string L);

public sealed record SandboxTemplate(
    long Id, string Name, string LocalId, SandboxContent Content, long TeamId, long CreatorId,
    bool Shared, string Created, string Updated, int Rev, bool Archived, string Op);

public sealed record SandboxContent(string Text, IReadOnlyList<SandboxPicture> Gallery);

public sealed record SandboxPicture(string AnnotationPosition, string AnnotationText, string OriginalUrl, string Url);

public sealed record SandboxSurvey(long Id, string Name, string Type, string Question, string Created, string Updated);

public sealed record SandboxField(long Id, string Title);

/// <summary>A conversation that was there before the first send. It is no answer of the API; see ConversationRow.</summary>
public sealed record SandboxConversation(long Id, long Inbox, string Phone, string Name, long Creator, IReadOnlyList<SandboxLine> Lines);

/// <param name="FromThem">True: the recipient wrote it.</param>
public sealed record SandboxLine(bool FromThem, string Text);
