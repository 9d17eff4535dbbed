using System.Reflection;
using HeymarketPortal.Sending;
using static HeymarketPortal.Tests.Sending.Rules.RuleStage;

namespace HeymarketPortal.Tests.Sending.Rules;

/// <summary>
/// Every refusal before sending: its sentence, beside its field. The page is bypassed: <see cref="SendRules.Confirm"/> is all that
/// can give the ledger a send, and it gives none.
/// </summary>
public class RefusedTests
{
    private const string OneKind = "Give one kind of recipient only: a phone number, a conversation ID, the numbers of a group, or a list.";
    private const string OneMessage = "Heymarket takes a message or a template, not both. Empty one of them.";
    private const string NoMessage = "Write a message, or give a media URL.";
    private const string WholeAddress = "Give the whole address, starting with https://.";
    private const string NoBroadcast = "You may not send to lists. An admin can grant Broadcast.";
    private const string TwoNumbers = "A group MMS needs two different numbers at least.";

    private static readonly SendFacts OptedOut = Facts with
    {
        OptedOut = new HashSet<string> { "15105550142", "15105550143" }, ConversationNumbers = new Dictionary<long, string> { [9920] = "15105550142" },
    };

    private static readonly Dictionary<string, RuleCase> Cases = new()
    {
        ["no inbox"] = new(Number(f => f.InboxId = null), nameof(SendForm.InboxId), "Choose the inbox to send from."),
        ["an inbox that is not the team's"] = new(Number(f => f.InboxId = 999), nameof(SendForm.InboxId), "Choose the inbox to send from."),
        ["a group from a toll-free inbox"] = new(Group(f => f.InboxId = 414), nameof(SendForm.InboxId),
            "Billing has a toll-free number, and toll-free numbers cannot send group MMS. Choose another inbox."),
        ["no sender"] = new(Number(f => f.SenderId = null), nameof(SendForm.SenderId), "Choose whom the message comes from."),
        ["as somebody else without the grant"] = new(Number(), nameof(SendForm.SenderId),
            "You may send as yourself only. An admin can grant Send as others.") { Facts = Facts with { OwnPersonId = 11 } },

        ["no number"] = new(Number(f => f.PhoneNumber = " "), nameof(SendForm.PhoneNumber), "Enter a phone number."),
        ["a number in words"] = new(Number(f => f.PhoneNumber = "Dana"), nameof(SendForm.PhoneNumber), "Use digits: “D” is not part of a phone number."),
        ["a number that is too short"] = new(Number(f => f.PhoneNumber = "4420"), nameof(SendForm.PhoneNumber), "4 digits are too few for a number with its country code."),
        ["a number of no country"] = new(Number(f => f.PhoneNumber = "+9991234567890"), nameof(SendForm.PhoneNumber), "+999… is no country code. Check the first digits."),
        ["a number that its country does not have"] = new(Number(f => f.PhoneNumber = "+33612345678901"), nameof(SendForm.PhoneNumber), "+33612345678901 is not a number in its country. Check its digits."),
        ["a number without its country code"] = new(Number(f => f.PhoneNumber = "(510) 555-0142"), nameof(SendForm.PhoneNumber),
            "Start with the country code. In the US and Canada: +1 510 555 0142.") { Fix = "15105550142" },
        ["an invalid number for a survey"] = new(Survey(SendTarget.Number, f => f.PhoneNumber = "1510"), nameof(SendForm.PhoneNumber), "4 digits are too few for +1; a number here has 11."),
        ["no conversation"] = new(Conversation(f => f.ConversationId = null), nameof(SendForm.ConversationId), "Enter a conversation ID."),
        ["a conversation in words"] = new(Conversation(f => f.ConversationId = "Dana"), nameof(SendForm.ConversationId), "A conversation ID is a whole number, such as 9920."),
        ["a conversation below nothing"] = new(Conversation(f => f.ConversationId = "-5"), nameof(SendForm.ConversationId), "A conversation ID is a whole number, such as 9920."),

        ["a group of none"] = new(Group(f => f.Numbers = []), nameof(SendForm.Numbers), TwoNumbers),
        ["a group of one"] = new(Group(f => f.Numbers = ["15105550142"]), nameof(SendForm.Numbers), TwoNumbers),
        ["a group of one, twice"] = new(Group(f => f.Numbers = ["15105550142", "+1 (510) 555-0142"]), nameof(SendForm.Numbers), TwoNumbers),
        ["a group with an invalid number"] = new(Group(f => f.Numbers.Add("1510")), nameof(SendForm.Numbers), "“1510”: 4 digits are too few for +1; a number here has 11."),
        ["a group with two invalid numbers"] = new(Group(f => f.Numbers.AddRange(["Dana", "1510"])), nameof(SendForm.Numbers),
            "“Dana”: Use digits: “D” is not part of a phone number. 1 more cannot be read either."),

        ["a number that opted out"] = new(Number(), nameof(SendForm.PhoneNumber),
            "+1 510 555 0142 has opted out of texts. Nothing goes there until they opt in again.") { Facts = OptedOut },
        ["a survey to a number that opted out"] = new(Survey(SendTarget.Number), nameof(SendForm.PhoneNumber),
            "+1 510 555 0142 has opted out of texts. Nothing goes there until they opt in again.") { Facts = OptedOut },
        ["a conversation with somebody who opted out"] = new(Conversation(), nameof(SendForm.ConversationId),
            "+1 510 555 0142, who is behind this conversation, has opted out of texts. Nothing goes there until they opt in again; a private comment can.") { Facts = OptedOut },
        ["a group with one who opted out"] = new(Group(f => f.Numbers = ["+1 (510) 555-0142", "15105550144"]), nameof(SendForm.Numbers),
            "+1 510 555 0142 has opted out of texts. Take it out of the group.") { Facts = OptedOut },
        ["a group with two who opted out"] = new(Group(f => f.Numbers.Add("15105550144")), nameof(SendForm.Numbers),
            "+1 510 555 0142 and +1 510 555 0143 have opted out of texts. Take them out of the group.") { Facts = OptedOut },

        ["no list"] = new(ToList(f => f.ListId = ""), nameof(SendForm.ListId), "Choose a list."),
        ["a list in words"] = new(ToList(f => f.ListId = "April"), nameof(SendForm.ListId), "A list ID is a whole number, such as 3310."),
        ["a list without Broadcast"] = new(ToList(), nameof(SendForm.ListId), NoBroadcast) { Facts = Facts with { MayBroadcast = false } },
        ["a survey to a list without Broadcast"] = new(Survey(SendTarget.List), nameof(SendForm.ListId), NoBroadcast) { Facts = Facts with { MayBroadcast = false } },
        ["no survey"] = new(Survey(SendTarget.Number, f => f.SurveyId = null), nameof(SendForm.SurveyId), "Choose a survey."),
        ["a survey in words"] = new(Survey(SendTarget.List, f => f.SurveyId = "NPS"), nameof(SendForm.SurveyId), "A survey ID is a whole number, such as 61."),

        ["a text and a template"] = new(Number(f => f.TemplateId = "5207"), nameof(SendForm.Text), OneMessage),
        ["a template and a text"] = new(Number(f => (f.UseTemplate, f.TemplateId) = (true, "5207")), nameof(SendForm.TemplateId), OneMessage),
        ["neither text nor template"] = new(Number(f => f.Text = " \n"), nameof(SendForm.Text), NoMessage),
        ["neither, to a conversation"] = new(Conversation(f => f.Text = null), nameof(SendForm.Text), NoMessage),
        ["neither, to a group"] = new(Group(f => f.Text = null), nameof(SendForm.Text), NoMessage),
        ["neither, to a list"] = new(ToList(f => f.Text = null), nameof(SendForm.Text), NoMessage),
        ["a template that is not the message"] = new(Number(f => (f.Text, f.TemplateId) = (null, "5207")), nameof(SendForm.Text), NoMessage),
        ["no template"] = new(Number(f => (f.UseTemplate, f.Text) = (true, null)), nameof(SendForm.TemplateId), "Choose a template."),
        ["a template in words"] = new(ToList(f => (f.UseTemplate, f.Text, f.TemplateId) = (true, null, "Reminder")), nameof(SendForm.TemplateId), "A template ID is a whole number, such as 5207."),

        ["media without its scheme"] = new(Number(f => f.MediaUrl = "cdn.example.com/a.png"), nameof(SendForm.MediaUrl), WholeAddress),
        ["media of the server's disk"] = new(Group(f => f.MediaUrl = "file:///etc/passwd"), nameof(SendForm.MediaUrl), WholeAddress),
        ["media without a host"] = new(ToList(f => f.MediaUrl = "https:///a.png"), nameof(SendForm.MediaUrl), WholeAddress),
        ["media as a script"] = new(Number(f => (f.Text, f.MediaUrl) = (null, "javascript:alert(1)")), nameof(SendForm.MediaUrl), WholeAddress),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_refused_with_its_sentence_and_becomes_no_send(string name)
    {
        var row = Cases[name];

        var (send, problems) = SendRules.Confirm(row.Form, row.Facts, Ticket, row.Now);

        Assert.Null(send);
        Assert.Equal(new Problem(row.Field, row.Sentence!, ProblemWeight.Refused, row.Fix), Assert.Single(problems, p => p.Weight == ProblemWeight.Refused));
        // The page asks the same rules while a person types.
        Assert.Equal(problems, SendRules.Check(row.Form, row.Facts, row.Now));
    }

    public static TheoryData<int, string> Families => new(
        from whole in Recipients().Index()
        from other in (string[])[nameof(SendForm.PhoneNumber), nameof(SendForm.ConversationId), nameof(SendForm.Numbers), nameof(SendForm.ListId)]
        where other != whole.Item.TargetField
        select new TheoryDataRow<int, string>(whole.Index, other) { TestDisplayName = $"{whole.Item.Kind} by {whole.Item.TargetField} with {other} too" });

    [Theory]
    [MemberData(nameof(Families))]
    public void Two_kinds_of_recipients_are_refused_each_with_each(int whole, string other)
    {
        var form = Recipients().ElementAt(whole);
        switch (other)
        {
            case nameof(SendForm.PhoneNumber): form.PhoneNumber = "15105550199"; break;
            case nameof(SendForm.ConversationId): form.ConversationId = "9921"; break;
            case nameof(SendForm.Numbers): form.Numbers = ["15105550198", "15105550199"]; break;
            default: form.ListId = "3311"; break;
        }

        var (send, problems) = SendRules.Confirm(form, Facts, Ticket, Noon);

        Assert.Null(send);
        Assert.Equal([new Problem(form.TargetField, OneKind)], problems);
    }

    [Fact]
    public void Nothing_but_the_rules_makes_or_changes_what_the_ledger_takes()
    {
        Assert.Empty(typeof(ConfirmedSend).GetConstructors());
        Assert.Null(typeof(ConfirmedSend).GetProperty(nameof(ConfirmedSend.Content))!.SetMethod);
        Assert.Null(typeof(ConfirmedSend).GetProperty(nameof(ConfirmedSend.Ticket))!.SetMethod);
        Assert.DoesNotContain(typeof(ConfirmedSend).GetProperty(nameof(ConfirmedSend.DueAt))!.GetAccessors(), accessor => accessor.ReturnType == typeof(void));
        Assert.Equal(
            [nameof(SendRules.Confirm)],
            typeof(SendRules).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.ReturnType == typeof(SendRules.Confirmation)).Select(m => m.Name));
    }
}
