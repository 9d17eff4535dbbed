using HeymarketPortal.Sending;
using static HeymarketPortal.Tests.Sending.Rules.RuleStage;

namespace HeymarketPortal.Tests.Sending.Rules;

/// <summary>
/// What the guide allows is never refused: each family of recipients with each content, private or not, with an author or without,
/// now or later.
/// </summary>
public class AllowedTests
{
    private static readonly (string Name, Action<SendForm> Fill)[] Contents =
    [
        ("a text", f => f.Text = "Hi"),
        ("a template", f => (f.UseTemplate, f.TemplateId) = (true, "5207")),
        ("media", f => f.MediaUrl = "https://cdn.example.com/a.png"),
        ("a text with media", f => (f.Text, f.MediaUrl) = ("Hi", "https://cdn.example.com/a.png")),
        ("a template with media", f => (f.UseTemplate, f.TemplateId, f.MediaUrl) = (true, "5207", "https://cdn.example.com/a.png")),
    ];

    private static readonly (string Name, Action<SendForm> Fill)[] WithASurvey = [("a survey", _ => { }), .. Contents.Select(c => ($"a survey and {c.Name}", c.Fill))];

    public static TheoryData<int, string, bool, string?, bool> Sends => new(
        from recipient in Recipients().Index()
        from content in recipient.Item.Kind == SendKind.Survey ? WithASurvey : Contents
        from isPrivate in (bool[])[false, true]
        from author in (string?[])[null, "Sam at the desk"]
        from later in (bool[])[false, true]
        select new TheoryDataRow<int, string, bool, string?, bool>(recipient.Index, content.Name, isPrivate, author, later));

    [Theory]
    [MemberData(nameof(Sends))]
    public void What_the_guide_allows_becomes_a_send_with_exactly_what_was_asked(int recipient, string content, bool isPrivate, string? author, bool later)
    {
        var form = Recipients().ElementAt(recipient);
        form.Text = null;
        WithASurvey.Concat(Contents).First(c => c.Name == content).Fill(form);
        (form.Private, form.Author) = (isPrivate, author);
        form.SendAt = later ? Noon.DateTime.AddDays(1) : null;

        var (send, problems) = SendRules.Confirm(form, Facts, Ticket, Noon);

        Assert.DoesNotContain(problems, p => p.Weight == ProblemWeight.Refused);
        var asked = send!.Content;
        Assert.Equal(1, new[] { asked.PhoneNumber is not null, asked.ConversationId is not null, asked.Targets is not null, asked.ListId is not null }.Count(is_ => is_));
        Assert.Equal((form.Kind, 413, 12, isPrivate, author), (asked.Kind, asked.InboxId, asked.SenderId, asked.Private, asked.Author));
        Assert.Equal(
            (form.Text, form.UseTemplate ? 5207 : null, form.MediaUrl, form.Kind == SendKind.Survey ? 61 : null),
            (asked.Text, asked.TemplateId, asked.MediaUrl, asked.SurveyId));
        Assert.Equal(later ? Noon.AddDays(1) : null, send.DueAt);
    }

    [Theory]
    [InlineData("15105553344")] // the guide's own example
    [InlineData("+1 510 555 3344")]
    [InlineData("442071838750")]
    [InlineData("4915123456789")]
    [InlineData("919876543210")]
    [InlineData("61412345678")]
    [InlineData("525512345678")]
    [InlineData("2348031234567")]
    public void A_number_in_E164_is_taken_from_any_country(string number) =>
        Assert.Equal(number.Replace("+", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal),
            SendRules.Confirm(Number(f => f.PhoneNumber = number), Facts, Ticket, Noon).Send!.Content.PhoneNumber);

    [Fact]
    public void Whoever_opted_out_may_be_commented_on_and_stays_on_lists()
    {
        var facts = Facts with { OptedOut = new HashSet<string> { "15105550142" }, ConversationNumbers = new Dictionary<long, string> { [9920] = "15105550142" } };
        foreach (var form in (SendForm[])[Conversation(f => f.Private = true), Number(f => f.Private = true), ToList(), Survey(SendTarget.List), Number(f => f.PhoneNumber = "15105550149")])
        {
            Assert.NotNull(SendRules.Confirm(form, facts, Ticket, Noon).Send);
        }
    }

    [Fact]
    public void Ids_may_be_typed_where_lists_templates_and_surveys_cannot_be_read()
    {
        var blind = Facts with { Lists = null, Templates = null, Surveys = null };

        Assert.Equal(3310, Confirm(ToList()).ListId);
        Assert.Equal(9, Confirm(Number(f => (f.Text, f.UseTemplate, f.TemplateId) = (null, true, " 9 "))).TemplateId);
        Assert.Equal(9_000_000_000, Confirm(Survey(SendTarget.Conversation, f => f.SurveyId = "9000000000")).SurveyId);

        SendContent Confirm(SendForm form) => SendRules.Confirm(form, blind, Ticket, Noon).Send!.Content;
    }
}
