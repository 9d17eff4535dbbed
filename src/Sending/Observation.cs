namespace HeymarketPortal.Sending;

/// <summary>
/// What one attempt saw: an HTTP answer, or the way it failed. Made by the Heymarket client; read by <see cref="AnswerMeaning"/>.
/// </summary>
public sealed record Observation
{
    /// <summary>The HTTP status, when an answer began.</summary>
    public int? Status { get; init; }
    /// <summary>The answer's body, at most 4,000 characters. Evidence.</summary>
    public string? Body { get; init; }
    /// <summary><c>X-Request-Id</c>: what Heymarket's support asks for.</summary>
    public string? RequestId { get; init; }
    /// <summary><c>Retry-After</c> of a 429.</summary>
    public TimeSpan? RetryAfter { get; init; }
    /// <summary>Whether a byte of the request's content may have left us.</summary>
    public bool Left { get; init; }
    /// <summary>How the attempt failed, when no whole answer came.</summary>
    public Failure? Failure { get; init; }
    /// <summary>The readable part of a 2xx answer.</summary>
    public Receipt? Receipt { get; init; }
    /// <summary>Heymarket's own sentence in a refusal.</summary>
    public string? Message { get; init; }
}

/// <summary>Heymarket's answer to a send. Only <paramref name="Id"/> is common to all sources.</summary>
public sealed record Receipt(long Id, DateTimeOffset? Date, string? GalleryUrl, long? ConversationId);

/// <summary>The ways in which no whole answer comes. Stored as words with the attempt.</summary>
public enum Failure
{
    /// <summary>The host name has no address.</summary>
    Dns,
    /// <summary>Nobody listens there, or the network refused.</summary>
    Refused,
    /// <summary>No connection within the connect limit.</summary>
    ConnectTimeout,
    /// <summary>The encrypted connection could not be made.</summary>
    Tls,
    /// <summary>A proxy refused to connect.</summary>
    Proxy,
    /// <summary>The request left; no answer within the whole limit.</summary>
    Timeout,
    /// <summary>The request left; the connection ended before a whole answer.</summary>
    Reset,
    /// <summary>The API key could not be opened on this machine, so nothing was sent.</summary>
    KeySealed,
    /// <summary>The portal's own database did not give the API key just now, so nothing was sent.</summary>
    KeyUnread,
    /// <summary>The team's requests go to the sandbox, which is off, so nothing was sent.</summary>
    SandboxOff,
    /// <summary>The process ended between claim and outcome.</summary>
    Crash,
}
