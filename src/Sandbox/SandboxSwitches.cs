namespace HeymarketPortal.Sandbox;

/// <summary>
/// Where public sources disagree about Heymarket, or say nothing, the sandbox can act either way. Set at start by
/// <c>Sandbox:NAME</c>; in Development also at run time by <c>POST /sandbox/switches</c>.
/// </summary>
public sealed record SandboxSwitches
{
    /// <summary>Inboxes as <c>{"inboxes":[{id,name,phones}]}</c> in place of a bare array. Default: false.</summary>
    public bool WrapInboxes { get; init; }

    /// <summary>Phone numbers in answers start with <c>+</c>. Default: false.</summary>
    public bool PlusInPhones { get; init; }

    /// <summary><c>GET /v1/users</c> is served; false answers 404. Default: true.</summary>
    public bool ServeUsers { get; init; } = true;

    /// <summary>Lists can be read, which Heymarket calls deprecated; false answers 404. Sending to them works all the same. Default: true.</summary>
    public bool ServeLists { get; init; } = true;

    /// <summary>The form of an accepted send's answer. Default: Documented.</summary>
    public SendAnswer SendAnswer { get; init; }

    /// <summary>The gallery link of an answer, as it is. Default: not set, the sandbox's own page of the conversation.</summary>
    public string? GalleryUrl { get; init; }

    /// <summary>The body of a refusal. Default: Json.</summary>
    public ErrorBody ErrorBody { get; init; }

    /// <summary>Which credentials are taken. Default: Both.</summary>
    public Credentials Credentials { get; init; }

    /// <summary>A token counts for five minutes from its <c>iat</c>; false takes any age. Default: true.</summary>
    public bool StrictWindow { get; init; } = true;

    /// <summary>Requests of one account in any 60 seconds before 429; 0 is no limit. Default: 500.</summary>
    public int RequestsPerMinute { get; init; } = 500;

    /// <summary>A 429 names the seconds to wait in <c>Retry-After</c>. Default: false, as documented.</summary>
    public bool RetryAfter { get; init; }

    /// <summary>The answer to a send to a number that opted out (it ends in 0451). Default: Status400.</summary>
    public OptedOutAnswer OptedOut { get; init; }

    /// <summary>A second send with the same <c>local_id</c> gets the first one's answer. Default: false.</summary>
    public bool DeduplicateLocalId { get; init; }

    /// <summary>Messages that are read back carry their <c>local_id</c>. Default: true.</summary>
    public bool EchoLocalId { get; init; } = true;

    /// <summary>A merge token without a value stays as it is; false leaves nothing in its place. Default: false.</summary>
    public bool KeepUnfilledTokens { get; init; }

    /// <summary>Names of inboxes, people, lists, templates and surveys contain markup, to see that it is shown as text. Default: false.</summary>
    public bool HostileNames { get; init; }

    /// <summary>How often each call of a webhook is made. Where webhooks go is set by <c>POST /sandbox/webhooks</c>. Default: 1.</summary>
    public int WebhookCopies { get; init; } = 1;

    /// <summary>Milliseconds that a webhook's call is late. Default: 0.</summary>
    public int WebhookDelayMs { get; init; }

    /// <summary>Of so many calls of webhooks one is never made; 0 loses none. Default: 0.</summary>
    public int WebhookLoseEvery { get; init; }

    /// <summary>A message's delivery is told before the message. Default: false.</summary>
    public bool WebhookReorder { get; init; }

    internal string Markup => HostileNames ? " <script>alert(1)</script>" : "";

    /// <summary>Milliseconds that every answer of the API takes. Default: 0.</summary>
    public int LatencyMs { get; init; }
}

public enum SendAnswer
{
    /// <summary><c>{id, date, gallery_url}</c></summary>
    Documented,

    /// <summary><c>{id, convo_id, queued, date, compliance_results}</c></summary>
    Observed,

    /// <summary><c>{id}</c></summary>
    IdOnly,

    /// <summary>As Documented, with the id as text.</summary>
    IdAsText,

    /// <summary><c>{date, gallery_url}</c></summary>
    NoId,
}

public enum ErrorBody
{
    Json,
    Text,
    Html,
    Empty,
}

public enum Credentials
{
    Both,
    KeyOnly,
    JwtOnly,
}

public enum OptedOutAnswer
{
    Status400,
    Status403,

    /// <summary>Accepted; the message is found as <c>failed</c> when it is read back.</summary>
    AcceptedThenFailed,
}
