using HeymarketPortal.Sending;

namespace HeymarketPortal.Pages.Sends;

/// <summary>States and kinds as people read them: icon, word, colour and one sentence.</summary>
public sealed record SendWords(string Word, string Icon, Ui.Meaning Meaning, string Sentence)
{
    private const string Checking = "The text may have arrived. Do not send it again; the portal is checking.";

    /// <summary>Beside the reason why a send is Unknown: an answer may have come and still tell nothing.</summary>
    /// <param name="checking">Whether it is looked for once more by itself.</param>
    public static string MayHaveArrived(bool checking) => checking
        ? Checking
        : "The text may have arrived. Do not send it again: the portal has looked for it, and could not tell.";

    private static readonly Dictionary<SendState, SendWords> States = new()
    {
        [SendState.Scheduled] = new("Scheduled", "calendar-clock", Ui.Meaning.Busy, "Leaves when its time comes."),
        [SendState.Queued] = new("Queued", "hourglass", Ui.Meaning.Busy, "Next in line."),
        [SendState.Sending] = new("Sending", "send", Ui.Meaning.Busy, "The request is on its way."),
        [SendState.Accepted] = new("Accepted", "circle-check", Ui.Meaning.Good, "Heymarket took it; delivery is another matter."),
        [SendState.Held] = new("Held", "circle-pause", Ui.Meaning.Attention, "The API key or the team is stopped. Nothing has left."),
        [SendState.Unknown] = new("Unknown", "circle-question-mark", Ui.Meaning.Attention,
            $"Heymarket did not answer. {Checking}"),
        [SendState.NotFound] = new("Not at Heymarket", "search-x", Ui.Meaning.Attention, "Looked for at Heymarket and not found."),
        [SendState.Rejected] = new("Rejected", "octagon-x", Ui.Meaning.Refused, "Heymarket refused it. Nobody got this text."),
        [SendState.NotSent] = new("Not sent", "unplug", Ui.Meaning.Refused, "It never left the portal."),
        [SendState.Expired] = new("Expired", "timer-off", Ui.Meaning.Refused, "Its time passed before it could leave."),
        [SendState.Cancelled] = new("Cancelled", "ban", Ui.Meaning.Quiet, "Stopped before it left."),
        [SendState.Closed] = new("Closed", "archive", Ui.Meaning.Quiet, "A person settled it."),
    };

    public static SendWords Of(SendState state) => States[state];

    /// <summary>In the place of a text that its team does not keep any longer: "Erased after 90 days".</summary>
    public static string Erased(DateTimeOffset made, DateTimeOffset erased) =>
        (int)(erased - made).TotalDays is var days && days == 1 ? "Erased after 1 day" : $"Erased after {days} days";

    public static (string Word, string Icon, Ui.Meaning Meaning) Of(Delivery delivery) => delivery switch
    {
        Delivery.Delivered => ("Delivered", "check", Ui.Meaning.Good),
        Delivery.Failed => ("Failed", "x", Ui.Meaning.Refused),
        _ => ("Opted out", "ban", Ui.Meaning.Attention),
    };

    public static (string Word, string Icon) Of(SendKind kind) => kind switch
    {
        SendKind.Individual => ("Individual", "user"),
        SendKind.Group => ("Group MMS", "users-round"),
        SendKind.List => ("List", "megaphone"),
        _ => ("Survey", "clipboard-check"),
    };
}
