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
        (nameof(SendForm.PhoneNumber), "phone", "Phone number"),
        (nameof(SendForm.ConversationId), "conversation", "Conversation ID"),
        (nameof(SendForm.Text), "message", "Message"),
        (nameof(SendForm.MediaUrl), "media", "Media URL"),
        (nameof(SendForm.Private), "private", "Private comment"),
    ];

    private readonly HashSet<string> _left = [];

    public SendForm Fill { get; private set; } = new();
    public SendFacts Facts { get; } = facts;

    /// <summary>Made with the form: confirming it twice stores one send.</summary>
    public Guid RequestId { get; private set; } = Guid.CreateVersion7(time.GetUtcNow());

    /// <summary>An earlier text to this number that has no answer yet.</summary>
    public ComposeQueries.Unanswered? Unanswered { get; set; }

    /// <summary>Why a send could not be stored, after the rules had passed.</summary>
    public string? Refusal { get; set; }

    public void Take(SendForm filled) => Fill = filled;

    public void Leave(string field) => _left.Add(field);

    /// <summary>What to show beside a field now.</summary>
    public Problem? Of(string field) => Shown.FirstOrDefault(problem => problem.Field == field);

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
        var ticket = new SendTicket(RequestId, Guid.CreateVersion7(time.GetUtcNow()));
        return SendRules.Confirm(Fill, Facts, ticket, time.GetUtcNow()).Send;
    }

    /// <summary>After a send was stored: inbox and sender stay, the rest is a new form.</summary>
    public void Another()
    {
        Fill = new SendForm { InboxId = Fill.InboxId, SenderId = Fill.SenderId };
        RequestId = Guid.CreateVersion7(time.GetUtcNow());
        Unanswered = null;
        _left.Clear();
        Refusal = null;
    }

    private IEnumerable<Problem> Shown => SendRules.Check(Fill, Facts, time.GetUtcNow()).Where(problem => _left.Contains(problem.Field));

    private FieldProblem[] Summary(ProblemWeight weight) =>
    [
        .. from field in Fields
           from problem in Shown
           where problem.Field == field.Field && problem.Weight == weight
           select new FieldProblem(field.Id, field.Label, problem.Sentence),
    ];
}
