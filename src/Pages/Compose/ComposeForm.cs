using HeymarketPortal.Sending;
using HeymarketPortal.Ui;

namespace HeymarketPortal.Pages.Compose;

/// <summary>
/// One open compose: what was typed, what there is to say about it, and which fields were left already. Problems wait until their
/// field is left, or until Review asks for all of them.
/// </summary>
public sealed class ComposeForm(SendFacts facts, TimeProvider time)
{
    /// <summary>
    /// Far above what a text carries, and below what one message of the circuit may hold: more would end the circuit and lose the form.
    /// A message holds 32 KB, what was typed stands in it twice, and a character takes up to three bytes.
    /// </summary>
    public const int LongestPaste = 5_000;

    private static readonly (string Field, string Id, string Label)[] Fields =
    [
        (nameof(SendForm.InboxId), "inbox", "Inbox"),
        (nameof(SendForm.SenderId), "sender", "Sender"),
        (nameof(SendForm.SurveyId), "survey", "Survey"),
        (nameof(SendForm.PhoneNumber), "phone", "Phone number"),
        (nameof(SendForm.ConversationId), "conversation", "Conversation ID"),
        (nameof(SendForm.Numbers), "numbers", "Phone numbers"),
        (nameof(SendForm.ListId), "list", "List"),
        (nameof(SendForm.TemplateId), "template", "Template"),
        (nameof(SendForm.Text), "message", "Message"),
        (nameof(SendForm.MediaUrl), "media", "Media URL"),
        (nameof(SendForm.SendAt), "at", "Send at"),
        (nameof(SendForm.Private), "private", "Private comment"),
    ];

    private readonly HashSet<string> _left = [];
    private readonly Dictionary<SendKind, SendForm> _kinds = [];
    private IReadOnlyList<Problem>? _problems;

    public SendForm Fill { get; private set; } = new();
    public SendFacts Facts { get; private set; } = facts;

    /// <summary>What could be read of lists, templates and surveys, and why not.</summary>
    public ComposeLibrary Library { get; } = new();

    /// <summary>Made with the form: confirming it twice stores one send. The draft has the same id.</summary>
    public Guid RequestId { get; private set; } = Guid.CreateVersion7(time.GetUtcNow());

    /// <summary>Where Heymarket put the send that is composed again.</summary>
    public long? FoundConversationId { get; set; }

    /// <summary>The conversation that the form goes to, where it does.</summary>
    public long? ConversationAsked => Fill.TargetField == nameof(SendForm.ConversationId) ? Typed.Id(Fill.ConversationId) : null;

    /// <summary>An earlier text to this number that has no answer yet.</summary>
    public ComposeQueries.Unanswered? Unanswered { get; set; }

    /// <summary>Why a send could not be stored, after the rules had passed.</summary>
    public string? Refusal { get; set; }

    public void Take(SendForm filled, Guid? requestId = null)
    {
        (Fill, RequestId) = (filled, requestId ?? RequestId);
        Changed();
    }

    public void Know(SendFacts facts)
    {
        Facts = facts;
        Changed();
    }

    /// <summary>After something was typed: what there is to say is looked for again.</summary>
    public void Changed() => _problems = null;

    public void Leave(string field)
    {
        _left.Add(field);
        Changed();
    }

    /// <summary>Another kind: its recipients are its own, the message goes along.</summary>
    public void Turn(SendKind kind)
    {
        _kinds[Fill.Kind] = Fill;
        var next = _kinds.GetValueOrDefault(kind) ?? new SendForm { Kind = kind };
        (next.InboxId, next.SenderId, next.UseTemplate, next.TemplateId, next.Text) = (Fill.InboxId, Fill.SenderId, Fill.UseTemplate, Fill.TemplateId, Fill.Text);
        (next.MediaUrl, next.Author, next.SendAt, next.InsteadOf) = (Fill.MediaUrl, Fill.Author, Fill.SendAt, Fill.InsteadOf);
        Fill = next;
        (Unanswered, FoundConversationId) = (null, null);
        _left.Clear();
        Changed();
    }

    /// <summary>What to show beside a field now: refusals stand before warnings.</summary>
    public IEnumerable<Problem> Of(string field) => Shown.Where(problem => problem.Field == field);

    /// <summary>The id of the field that a next text begins with.</summary>
    public string FirstFieldId => Fields.First(entry => entry.Field == Fill.TargetField).Id;

    public IReadOnlyList<FieldProblem> Refused => Summary(ProblemWeight.Refused);
    public IReadOnlyList<FieldProblem> Warned =>
    [
        .. Unanswered is null ? [] : (FieldProblem[])[new("phone", "Phone number", "An earlier text to this number has no answer yet. It may have arrived.")],
        .. Summary(ProblemWeight.Warned),
    ];

    /// <summary>What Review shows and Send stores: the request id is this form's, the local id is new.</summary>
    /// <returns>Null when a problem stops it; then every problem is shown.</returns>
    public ConfirmedSend? Review()
    {
        foreach (var (field, _, _) in Fields)
        {
            _left.Add(field);
        }
        Changed();
        var (now, ticket) = (time.GetUtcNow(), new SendTicket(RequestId, Guid.CreateVersion7(time.GetUtcNow())));
        return SendRules.Confirm(Fill, Facts, ticket, now).Send is { } confirmed ? confirmed with { InsteadOf = Fill.InsteadOf } : null;
    }

    /// <summary>The same message to one's own phone, at once: a send of its own, which leaves this form as it is.</summary>
    /// <returns>Null when the message itself cannot go yet; then every problem is shown.</returns>
    public ConfirmedSend? Test(string ownNumber)
    {
        var test = Fill.Copy();
        test.Kind = Fill.Kind == SendKind.Survey ? SendKind.Survey : SendKind.Individual;
        (test.Target, test.PhoneNumber, test.ConversationId, test.ListId, test.Numbers) = (SendTarget.Number, ownNumber, null, null, []);
        (test.Private, test.SendAt) = (false, null);
        var now = time.GetUtcNow();
        var confirmed = SendRules.Confirm(test, Facts, SendTicket.New(now), now).Send;
        if (confirmed is null)
        {
            Review();
        }
        return confirmed;
    }

    /// <summary>The same once more as a form of its own: its draft became a send without what was typed since.</summary>
    public void Renew() => Take(Fill, Guid.CreateVersion7(time.GetUtcNow()));

    /// <summary>After a send was stored: inbox, sender and kind stay, the rest is a new form.</summary>
    public void Another()
    {
        _kinds.Clear();
        _left.Clear();
        (Unanswered, Refusal, FoundConversationId) = (null, null, null);
        Take(new SendForm { Kind = Fill.Kind, InboxId = Fill.InboxId, SenderId = Fill.SenderId, Target = Fill.Target }, Guid.CreateVersion7(time.GetUtcNow()));
    }

    private IEnumerable<Problem> Shown =>
        (_problems ??= SendRules.Check(Fill, Facts, time.GetUtcNow())).Where(problem => _left.Contains(problem.Field));

    private FieldProblem[] Summary(ProblemWeight weight) =>
    [
        .. from field in Fields
           from problem in Shown
           where problem.Field == field.Field && problem.Weight == weight
           select new FieldProblem(field.Id, field.Label, problem.Sentence),
    ];
}
