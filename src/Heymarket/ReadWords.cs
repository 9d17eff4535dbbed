using HeymarketPortal.Heymarket.Wire;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Heymarket;

/// <summary>The sentences for reads that failed: what happened, whether anything was sent, what to do.</summary>
internal static class ReadWords
{
    /// <returns>Null when the reply is an answer whose body may be read.</returns>
    public static (ReadFailure Kind, string Sentence)? Of(HeymarketReply reply, HeymarketOptions options) => reply switch
    {
        { Stopped: Stopped.SandboxOff } =>
            (ReadFailure.SandboxOff, "This team's requests go to the sandbox, and the sandbox is off on this portal. Nothing was sent."),
        { Stopped: Stopped.KeySealed } =>
            (ReadFailure.KeySealed, "The API key could not be opened; the portal's master key may have changed. Nothing was sent."),
        { Stopped: Stopped.KeyUnread } => (ReadFailure.Trouble, $"{AnswerMeaning.Words(Failure.KeyUnread)} Nothing was sent. Try again."),
        { Failure: Failure.Timeout } => (ReadFailure.Unreachable, $"Heymarket did not answer in {options.WholeSeconds:0.#} s. Nothing was sent."),
        { Failure: Failure.ConnectTimeout } =>
            (ReadFailure.Unreachable, $"Heymarket could not be reached within {options.ConnectSeconds:0.#} s. Nothing was sent."),
        { Failure: { } failure } => (ReadFailure.Unreachable, $"{AnswerMeaning.Words(failure)} Nothing was sent."),
        { Status: 401 or 403 } => (ReadFailure.KeyRefused, Said(reply, "Heymarket refused the API key")),
        { Status: 429 } => (ReadFailure.SlowDown, SlowDown(reply.RetryAfter)),
        { Status: >= 500 or 408 } => (ReadFailure.Trouble, Said(reply, "Heymarket had a problem of its own")),
        { Status: >= 200 and < 300 } => null,
        { Status: 404 or 405 } => (ReadFailure.NotHeymarket, NotHeymarket),
        { Status: >= 400 and < 500 } => (ReadFailure.Trouble, Said(reply, "Heymarket refused to answer this")),
        _ => (ReadFailure.NotHeymarket, NotHeymarket),
    };

    public const string NotHeymarket = "Something answered that is not Heymarket's API. Check Heymarket:BaseAddress in the portal's settings. Nothing was sent.";

    /// <returns>Null unless the reply says that the call does not exist for this account.</returns>
    /// <param name="many">What the call reads, as in "its lists".</param>
    public static string? Lacking(HeymarketReply reply, string many) => reply is { Failure: null, Stopped: null, Status: 404 or 405 or 410 or 501 }
        ? $"This Heymarket account does not let its {many} be read here ({reply.Status}). Nothing was sent."
        : null;

    /// <param name="one">As in "list with the ID 501".</param>
    public static string NotFound(string one) => $"Heymarket shows no {one} to this API key. Nothing was sent.";

    private static string Said(HeymarketReply reply, string what) =>
        WireRefusal.Read(reply.Body) is { } sentence ? $"{what} ({reply.Status}): {sentence.TrimEnd('.')}." : $"{what} ({reply.Status}).";

    private static string SlowDown(TimeSpan? wait) => wait is { TotalSeconds: >= 1 } known
        ? $"Heymarket asked to slow down. Try again in {Math.Ceiling(known.TotalSeconds):N0} s."
        : "Heymarket asked to slow down. Try again in a minute.";
}
