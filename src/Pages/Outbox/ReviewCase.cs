using HeymarketPortal.Data;
using HeymarketPortal.Pages.Sends;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Pages.Outbox;

/// <summary>A send that waits for a person, with all that was seen of it at Heymarket.</summary>
/// <param name="AttemptedAt">When its last attempt began.</param>
/// <param name="Looks">What each look showed, the newest first.</param>
public sealed record ReviewCase(
    SendLine Send, DateTimeOffset AttemptedAt, int Checks, int Absences, DateTimeOffset? CheckedAt, string? CheckNote, IReadOnlyList<Evidence> Looks)
{
    /// <summary>The newest message that may be this text; null where nothing looks like it.</summary>
    public SeenMessage? Probable => Looks.Where(look => look.Verdict == EvidenceVerdict.Probable)
        .Select(look => SeenMessage.Read(look.Details)).OfType<SeenMessage>().FirstOrDefault();

    public bool NotAtHeymarket => Send.State == SendState.NotFound;

    /// <summary>A list is composed again instead, with its name typed.</summary>
    public bool MayGoAgain => NotAtHeymarket && Send.ListId is null;

    /// <summary>What was looked for how often, in words.</summary>
    public string ChecksWords => (Checks, Absences) switch
    {
        (0, _) => "Not looked for yet",
        (1, 0) => "Looked for once",
        (var checks, 0) => $"Looked for {checks} times",
        (var checks, 1) => $"Looked for {(checks == 1 ? "once" : $"{checks} times")}; 1 look came late enough to count as absent, 2 are needed",
        var (checks, absences) => $"Looked for {checks} times; absent in {absences} looks that came late enough to count",
    };

    /// <summary>What it comes to: in a few words, and what to do.</summary>
    public (string Short, string Then) Verdict => this switch
    {
        { NotAtHeymarket: true, Send.ListId: not null } => ("Nothing there looks like this text.", "A list is composed again, with its name typed; then close this one."),
        { NotAtHeymarket: true } => ("Nothing there looks like this text.", "Send again makes a new send linked to this one; if the first turns up before it leaves, the new one is cancelled."),
        { Probable: not null } => ("Probably arrived.", "Do not send it again. Without the local id the portal does not settle it by itself; close it if this is the one."),
        { Send.CheckAt: not null } => ("The text may have arrived.", "Do not send it again; the portal is checking."),
        _ => ("The text may have arrived.", "Do not send it again. The portal has looked for it, and could not tell: look in Heymarket, then close it."),
    };
}
