using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Sending.Rules;

/// <summary>A form for each kind that has nothing to be said about it, and the facts it is judged by.</summary>
internal static class RuleStage
{
    /// <summary>Neither too early nor too late to text anybody.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static readonly SendFacts Facts = new(
        [new(413, "Front Desk", "14155550100", [11, 12]), new(414, "Billing", "18335550107", [12], TollFree: true), new(415, "Nurse Line", null, [])],
        new Dictionary<long, string> { [11] = "Dana Lee", [12] = "Sam Ortiz", [15] = "Priya Nair" },
        OwnPersonId: null, MaySendAsOthers: false)
    {
        MayBroadcast = true,
        LongestList = 2500,
        Lists = [List(3310, "April Reminders", 2500), List(3311, "Newsletter", 2501), List(3312, "Nobody yet", 0), List(3313, "Recalls", null)],
        Templates =
        [
            new(5207, "Reminder", "Hi {{first_name}}, see you tomorrow.", 9), new(5208, "Old reminder", "Hi {{FirstName}}", 1),
            new(5209, "Terms", new('x', (153 * 10) + 1), 1),
        ],
        Surveys = [new(61, "After the visit", "How was it?")],
    };

    public static SendTicket Ticket => SendTicket.New(Noon);

    public static SendForm Number(Action<SendForm>? with = null) => Of(new() { PhoneNumber = "15105550142", Text = "Hi" }, with);

    public static SendForm Conversation(Action<SendForm>? with = null) =>
        Of(new() { Target = SendTarget.Conversation, ConversationId = "9920", Text = "Hi" }, with);

    public static SendForm Group(Action<SendForm>? with = null) =>
        Of(new() { Kind = SendKind.Group, Numbers = ["15105550142", "15105550143"], Text = "Hi" }, with);

    public static SendForm ToList(Action<SendForm>? with = null) => Of(new() { Kind = SendKind.List, ListId = "3310", Text = "Hi" }, with);

    public static SendForm Survey(SendTarget target, Action<SendForm>? with = null) => Of(
        target switch
        {
            SendTarget.Number => new() { Kind = SendKind.Survey, Target = target, SurveyId = "61", PhoneNumber = "15105550142" },
            SendTarget.Conversation => new() { Kind = SendKind.Survey, Target = target, SurveyId = "61", ConversationId = "9920" },
            _ => new() { Kind = SendKind.Survey, Target = target, SurveyId = "61", ListId = "3310" },
        }, with);

    /// <summary>Every kind of recipient a form can have.</summary>
    public static IEnumerable<SendForm> Recipients() =>
        [Number(), Conversation(), Group(), ToList(), Survey(SendTarget.Number), Survey(SendTarget.Conversation), Survey(SendTarget.List)];

    private static SendForm Of(SendForm form, Action<SendForm>? with)
    {
        (form.InboxId, form.SenderId) = (413, 12);
        with?.Invoke(form);
        return form;
    }

    private static ListFacts List(long id, string name, int? size) => new(id, name, size, null, 1, []);
}

/// <summary>One row of the table: a form, and what is said about it.</summary>
/// <param name="Field">Beside which field it stands.</param>
/// <param name="Sentence">The exact words; null where nothing is said.</param>
public sealed record RuleCase(SendForm Form, string Field, string? Sentence)
{
    public SendFacts Facts { get; init; } = RuleStage.Facts;
    public DateTimeOffset Now { get; init; } = RuleStage.Noon;

    /// <summary>The value offered on one click.</summary>
    public string? Fix { get; init; }
}
