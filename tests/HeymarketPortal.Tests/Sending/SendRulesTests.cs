using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Sending;

public class SendRulesTests
{
    private static readonly SendFacts Facts = new(
        [new InboxFacts(413, "Front Desk", "14155550100", [11, 12])],
        new Dictionary<long, string> { [11] = "Dana Lee", [12] = "Sam Ortiz", [15] = "Priya Nair" },
        OwnPersonId: null, MaySendAsOthers: false);

    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly SendTicket Ticket = SendTicket.New(DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_whole_form_becomes_a_confirmed_send_with_the_names_of_that_moment()
    {
        var form = Whole();
        form.PhoneNumber = "+1 (510) 555-0142";
        form.Author = "  ";

        var send = SendRules.Confirm(form, Facts, Ticket, Noon).Send!;

        Assert.Equal(new SendContent(SendKind.Individual, 413, 12) { PhoneNumber = "15105550142", Text = "Hi" }, send.Content);
        Assert.Equal(new SendMeant("Front Desk", "14155550100", "Sam Ortiz"), send.Meant);
        Assert.Same(Ticket, send.Ticket);
    }

    [Fact]
    public void An_empty_form_names_every_field_that_is_missing()
    {
        var fields = SendRules.Check(new SendForm(), Facts, Noon).Select(p => p.Field);

        Assert.Equal([nameof(SendForm.InboxId), nameof(SendForm.SenderId), nameof(SendForm.PhoneNumber), nameof(SendForm.Text)], fields);
    }

    public static TheoryData<string, Action<SendForm>, string> Refused => new()
    {
        { "number and conversation", f => f.ConversationId = "9920", "Give one kind of recipient only: a phone number, a conversation ID, the numbers of a group, or a list." },
        { "no text, no media", f => f.Text = "  ", "Write a message, or give a media URL." },
        { "media without scheme", f => f.MediaUrl = "cdn.example.com/a.png", "Give the whole address, starting with https://." },
        { "media as file", f => f.MediaUrl = "file:///etc/passwd", "Give the whole address, starting with https://." },
        { "conversation in words", f => (f.Target, f.PhoneNumber, f.ConversationId) = (SendTarget.Conversation, null, "Dana"), "A conversation ID is a whole number, such as 9920." },
        { "unknown inbox", f => f.InboxId = 999, "Choose the inbox to send from." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_go_is_refused_in_words(string name, Action<SendForm> spoil, string sentence)
    {
        var form = Whole();
        spoil(form);

        var confirmation = SendRules.Confirm(form, Facts, Ticket, Noon);

        Assert.NotEmpty(name);
        Assert.Null(confirmation.Send);
        Assert.Equal(sentence, Assert.Single(confirmation.Problems, p => p.Weight == ProblemWeight.Refused).Sentence);
    }

    public static TheoryData<string, Action<SendForm>> Warned => new()
    {
        { nameof(SendForm.SenderId), f => f.SenderId = 15 },
        { nameof(SendForm.MediaUrl), f => f.MediaUrl = "http://cdn.example.com/a.png" },
        { nameof(SendForm.Private), f => f.Private = true },
    };

    [Theory]
    [MemberData(nameof(Warned))]
    public void What_may_fail_is_warned_of_and_goes(string field, Action<SendForm> doubt)
    {
        var form = Whole();
        doubt(form);

        var confirmation = SendRules.Confirm(form, Facts, Ticket, Noon);

        Assert.NotNull(confirmation.Send);
        Assert.Equal((field, ProblemWeight.Warned), (confirmation.Problems.Single().Field, confirmation.Problems.Single().Weight));
    }

    [Fact]
    public void Media_alone_is_enough()
    {
        var form = Whole();
        (form.Text, form.MediaUrl) = (null, "https://cdn.example.com/a.png");

        Assert.Null(SendRules.Confirm(form, Facts, Ticket, Noon).Send!.Content.Text);
    }

    [Fact]
    public void A_linked_texter_sends_as_nobody_else_without_the_grant()
    {
        Assert.Null(SendRules.Confirm(Whole(), Facts with { OwnPersonId = 11 }, Ticket, Noon).Send);
        Assert.NotNull(SendRules.Confirm(Whole(), Facts with { OwnPersonId = 11, MaySendAsOthers = true }, Ticket, Noon).Send);
        Assert.NotNull(SendRules.Confirm(Whole(), Facts with { OwnPersonId = 12 }, Ticket, Noon).Send);
    }

    [Fact]
    public void Where_Heymarket_was_not_asked_an_inbox_or_sender_that_nobody_used_yet_is_warned_of()
    {
        var form = Whole();
        (form.InboxId, form.SenderId) = (999, 99);

        var (asked, earlier) = (SendRules.Confirm(form, Facts, Ticket, Noon), SendRules.Confirm(form, Facts with { FromEarlierSends = true }, Ticket, Noon));

        Assert.Null(asked.Send);
        Assert.NotNull(earlier.Send);
        Assert.Equal([nameof(form.InboxId), nameof(form.SenderId)], earlier.Problems.Select(p => p.Field));
    }

    private static SendForm Whole() => new() { InboxId = 413, SenderId = 12, PhoneNumber = "15105550142", Text = "Hi" };
}
