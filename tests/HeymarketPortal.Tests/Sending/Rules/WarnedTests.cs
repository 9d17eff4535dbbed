using System.Globalization;
using HeymarketPortal.Sending;
using static HeymarketPortal.Tests.Sending.Rules.RuleStage;

namespace HeymarketPortal.Tests.Sending.Rules;

/// <summary>Every warning before sending: its sentence, beside its field, and the send that goes all the same.</summary>
public class WarnedTests
{
    private const string Private = "Heymarket documents private comments for conversations; elsewhere it may refuse.";
    private const string Http = "Carriers may refuse media over http; https is safer.";

    private static readonly Dictionary<string, RuleCase> Cases = new()
    {
        ["a sender outside the inbox"] = new(Number(f => f.SenderId = 15), nameof(SendForm.SenderId), "This person is not in Front Desk. Heymarket may refuse the message."),
        ["nine numbers in a group"] = new(Group(f => f.Numbers = Many(9)), nameof(SendForm.Numbers), "9 numbers are many for a group MMS; carriers may refuse more than 8."),
        ["more than the setting allows"] = new(Group(f => f.Numbers = Many(4)), nameof(SendForm.Numbers),
            "4 numbers are many for a group MMS; carriers may refuse more than 3.") { Facts = Facts with { GroupMaximum = 3 } },
        ["media over http"] = new(Number(f => f.MediaUrl = "http://cdn.example.com/a.png"), nameof(SendForm.MediaUrl), Http),
        ["media of an unusual type"] = new(Group(f => f.MediaUrl = "https://cdn.example.com/a.exe?v=2"), nameof(SendForm.MediaUrl), "Carriers may not take a .exe file. JPEG, PNG and GIF are safest."),
        ["a private comment to a number"] = new(Number(f => f.Private = true), nameof(SendForm.Private), Private),
        ["a private comment to a group"] = new(Group(f => f.Private = true), nameof(SendForm.Private), Private),
        ["a private comment to a list"] = new(ToList(f => f.Private = true), nameof(SendForm.Private), Private),
        ["a list larger than the account's limit"] = new(ToList(f => f.ListId = "3311"), nameof(SendForm.ListId),
            "Newsletter has 2,501 contacts; this account takes 2,500 at a time. Heymarket may refuse it."),
        ["a survey to a list larger than the limit"] = new(Survey(SendTarget.List, f => f.ListId = "3311"), nameof(SendForm.ListId),
            "Newsletter has 2,501 contacts; this account takes 2,500 at a time. Heymarket may refuse it."),
        ["a list of nobody"] = new(ToList(f => f.ListId = "3312"), nameof(SendForm.ListId), "Nobody yet is empty: nobody would get it."),
        ["a list that cannot be seen"] = new(ToList(f => f.ListId = "77"), nameof(SendForm.ListId), "The portal cannot see this list, so it cannot say how many it reaches."),
        ["lists that cannot be read"] = new(ToList(), nameof(SendForm.ListId),
            "The portal cannot see this list, so it cannot say how many it reaches.") { Facts = Facts with { Lists = null } },
        ["eleven segments"] = new(Number(f => f.Text = new('x', (153 * 10) + 1)), nameof(SendForm.Text), "11 segments are long for a text; carriers may cut it off after 10."),
        ["eleven segments of Unicode"] = new(ToList(f => f.Text = new('ж', (67 * 10) + 1)), nameof(SendForm.Text), "11 segments are long for a text; carriers may cut it off after 10."),
        ["a template of eleven segments"] = new(Number(f => (f.UseTemplate, f.Text, f.TemplateId) = (true, null, "5209")), nameof(SendForm.TemplateId),
            "11 segments are long for a text; carriers may cut it off after 10."),
        ["a landline"] = new(Number(f => f.PhoneNumber = "+44 20 7183 8750"), nameof(SendForm.PhoneNumber), "+44 20 7183 8750 is a landline. It may not take texts."),
        ["a premium number"] = new(Survey(SendTarget.Number, f => f.PhoneNumber = "19002345678"), nameof(SendForm.PhoneNumber), "+1 900 234 5678 is a premium-rate number. It may not take texts."),
        ["a landline in a group"] = new(Group(f => f.Numbers.Add("442071838750")), nameof(SendForm.Numbers), "+44 20 7183 8750 is a landline. It may not take texts."),
        ["a token that nobody knows"] = new(ToList(f => f.Text = "Hi {{nickname}}"), nameof(SendForm.Text), "Heymarket may not know {{nickname}}. Known: {{first_name}}, {{last_name}}."),
        ["tokens nearly known"] = new(ToList(f => f.Text = "Hi {{First Name}} {{x}}"), nameof(SendForm.Text),
            "Heymarket may not know {{First Name}}, {{x}}. Is {{first_name}} meant? Known: {{first_name}}, {{last_name}}."),
        ["an unknown token beside fields of the account's own"] = new(ToList(f => f.Text = "On {{visit}}"), nameof(SendForm.Text),
            "Heymarket may not know {{visit}}. Known: {{first_name}}, {{visit_date}}.") { Facts = Facts with { Tokens = ["first_name", "visit_date"] } },
        ["a template with an unknown token"] = new(Number(f => (f.UseTemplate, f.Text, f.TemplateId) = (true, null, "5208")), nameof(SendForm.TemplateId),
            "Heymarket may not know {{FirstName}}. Is {{first_name}} meant? Known: {{first_name}}, {{last_name}}."),
        ["a token in a plain text"] = new(Number(f => f.Text = "Hi {{first_name}}"), nameof(SendForm.Text),
            "Heymarket documents tokens for lists and templates. Here {{first_name}} may go out as it stands."),
        ["a number twice"] = new(Group(f => f.Numbers.Add("+1 (510) 555-0142")), nameof(SendForm.Numbers), "One number is there twice; it is sent once."),
        ["numbers repeated"] = new(Group(f => f.Numbers.AddRange(["15105550142", "15105550143"])), nameof(SendForm.Numbers), "2 numbers are repeated; each is sent once."),
    };

    public WarnedTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_warned_of_with_its_sentence_and_goes(string name)
    {
        var row = Cases[name];

        var (send, problems) = SendRules.Confirm(row.Form, row.Facts, Ticket, row.Now);

        Assert.Equal([new Problem(row.Field, row.Sentence!, ProblemWeight.Warned)], problems);
        Assert.NotNull(send);
    }

    public static TheoryData<string> Silent => [.. Unremarkable.Keys];

    private static readonly Dictionary<string, SendForm> Unremarkable = new()
    {
        ["each member of the inbox"] = Number(f => f.SenderId = 11),
        ["anybody where the inbox names nobody"] = Number(f => (f.InboxId, f.SenderId) = (415, 15)),
        ["a single text from a toll-free inbox"] = Number(f => f.InboxId = 414),
        ["eight numbers in a group"] = Group(f => f.Numbers = Many(8)),
        ["media over https"] = Number(f => f.MediaUrl = "https://cdn.example.com/a.png"),
        ["media of a type that is not told"] = Number(f => f.MediaUrl = "https://cdn.example.com/files/17"),
        ["a private comment in a conversation"] = Conversation(f => f.Private = true),
        ["a private comment of eleven segments"] = Conversation(f => (f.Private, f.Text) = (true, new('x', (153 * 10) + 1))),
        ["a list as large as the limit"] = ToList(),
        ["a list whose size is not told"] = ToList(f => f.ListId = "3313"),
        ["ten segments"] = Number(f => f.Text = new('x', 153 * 10)),
        ["a mobile of another country"] = Number(f => f.PhoneNumber = "+44 7400 123456"),
        ["known tokens to a list"] = ToList(f => f.Text = "Hi {{first_name}} {{last_name}}"),
        ["known tokens in a template"] = Number(f => (f.UseTemplate, f.Text, f.TemplateId) = (true, null, "5207")),
        ["a survey without a text"] = Survey(SendTarget.Conversation),
    };

    [Theory]
    [MemberData(nameof(Silent))]
    public void Just_below_each_limit_nothing_is_said(string name)
    {
        var (send, problems) = SendRules.Confirm(Unremarkable[name], Facts, Ticket, Noon);

        Assert.Empty(problems);
        Assert.NotNull(send);
    }

    [Fact]
    public void A_repeated_number_is_sent_once_in_the_order_given()
    {
        var form = Group(f => f.Numbers = ["15105550143", "+1 (510) 555-0142", "1 510 555 0143", "15105550142"]);

        Assert.Equal(["15105550143", "15105550142"], SendRules.Confirm(form, Facts, Ticket, Noon).Send!.Content.Targets!);
    }

    [Fact]
    public void Media_that_is_both_over_http_and_unusual_is_told_both()
    {
        var problems = SendRules.Check(Number(f => f.MediaUrl = "http://cdn.example.com/a.exe"), Facts, Noon);

        Assert.Equal([Http, "Carriers may not take a .exe file. JPEG, PNG and GIF are safest."], problems.Select(p => p.Sentence));
    }

    [Fact]
    public void Refusals_stand_before_warnings()
    {
        var problems = SendRules.Check(Group(f => (f.SenderId, f.Text) = (15, null)), Facts, Noon);

        Assert.Equal([(nameof(SendForm.Text), ProblemWeight.Refused), (nameof(SendForm.SenderId), ProblemWeight.Warned)], problems.Select(p => (p.Field, p.Weight)));
    }

    private static List<string> Many(int count) => [.. Enumerable.Range(0, count).Select(i => $"151055501{i:00}")];
}
