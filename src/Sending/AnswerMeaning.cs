namespace HeymarketPortal.Sending;

/// <summary>What an answer means for a send: the one place that decides it.</summary>
public static class AnswerMeaning
{
    public static Outcome Of(Observation seen) => seen switch
    {
        { Failure: Failure.KeySealed } => new Outcome.KeyRefused("The API key could not be opened; the master key may have changed."),
        { Failure: { } failure, Left: false } => new Outcome.NotSent(Words(failure)),
        { Failure: { } failure } => new Outcome.Unknown(Words(failure)),
        { Status: >= 200 and < 300, Receipt: { } receipt } => new Outcome.Accepted(receipt),
        { Status: 429 } => new Outcome.NotSent("Heymarket asked to slow down (429).", seen.RetryAfter),
        { Status: 400 or 404 or 413 or 422 } => new Outcome.Rejected(Refusal(seen)),
        { Status: 401 or 403 } => new Outcome.Doubted(seen.Status.Value, Refusal(seen)),
        { Status: >= 200 and < 300 } => new Outcome.Unknown("Heymarket answered without a message id."),
        { Status: >= 300 and < 400 } => new Outcome.Unknown($"Heymarket pointed elsewhere ({seen.Status})."),
        { Status: 408 or >= 500 } => new Outcome.Unknown($"Heymarket answered {seen.Status} without saying whether it took the text."),
        // Not in the table: a status that no source names. When in doubt, it may have arrived.
        _ => new Outcome.Unknown($"Heymarket answered {seen.Status}, which nobody documents."),
    };

    /// <summary>What a 401 or 403 means once <c>GET /v1/inboxes</c> was asked with a fresh token.</summary>
    /// <param name="probe">Whether that read was refused too; null when it could not be asked.</param>
    /// <param name="triedBefore">Whether the send had a 401 before with a key that works.</param>
    public static Outcome AfterProbe(Outcome.Doubted doubted, bool? probe, bool triedBefore) => (doubted.Status, probe) switch
    {
        (_, true) => new Outcome.KeyRefused(doubted.Reason),
        // Not asked: the refusal is certain, the reason is not. The row waits; nothing left.
        (_, null) => new Outcome.NotSent(doubted.Reason),
        (401, false) when !triedBefore => new Outcome.NotSent(doubted.Reason),
        _ => new Outcome.Rejected(doubted.Reason),
    };

    /// <summary>For people and for the attempt's row.</summary>
    public static string Words(Failure failure) => failure switch
    {
        Failure.Dns => "Heymarket's address could not be found.",
        Failure.Refused => "Heymarket could not be reached: the connection was refused.",
        Failure.ConnectTimeout => "Heymarket could not be reached within 5 s.",
        Failure.Tls => "No trusted connection to Heymarket could be made.",
        Failure.Proxy => "The proxy refused to connect to Heymarket.",
        Failure.Timeout => "The answer did not come in time.",
        Failure.Reset => "The connection ended before the answer was whole.",
        Failure.KeySealed => "The API key could not be opened.",
        Failure.KeyUnread => "The API key could not be read: the portal's database was busy.",
        Failure.SandboxOff => "This team sends to the sandbox, and the sandbox is off.",
        _ => "The portal stopped before the answer came.",
    };

    private static string Refusal(Observation seen) =>
        string.IsNullOrWhiteSpace(seen.Message) ? $"Heymarket refused it ({seen.Status})." : $"{seen.Message} ({seen.Status})";
}
