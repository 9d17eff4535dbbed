using System.Globalization;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;

namespace HeymarketPortal.BrowserTests;

public sealed partial class FilledPortal
{
    private readonly Dictionary<string, long> _kinds = [];

    /// <summary>The names of sends that differ in what their page tells.</summary>
    public static TheoryData<string> Kinds => ["group", "list", "survey", "template", "comment", "scheduled", "replaced"];

    public long SendOf(string kind) => _kinds[kind];

    private async Task AddKindsAsync()
    {
        var reads = Get<HeymarketReads>();
        var list = IdOf((await reads.ListsAsync(Access.TeamId)).ValueOrDefault!.First(list => list.Name == "April Reminders").Id);
        var template = IdOf((await reads.TemplatesAsync(Access.TeamId)).ValueOrDefault!.First(template => template.Name == "Thank you").Id);
        var survey = IdOf((await reads.SurveysAsync(Access.TeamId)).ValueOrDefault![0].Id);
        _kinds["group"] = await StoreAsync(new() { Kind = SendKind.Group, Numbers = ["14155550131", "14155550132", "14155550133"], Text = "The clinic closes at noon on Friday.", Author = "Front desk" });
        _kinds["list"] = await StoreAsync(new() { Kind = SendKind.List, ListId = list, UseTemplate = true, TemplateId = template });
        _kinds["survey"] = await StoreAsync(new() { Kind = SendKind.Survey, SurveyId = survey, PhoneNumber = "14155550134", Text = "It takes a minute." });
        _kinds["template"] = await StoreAsync(new() { PhoneNumber = "14155550135", UseTemplate = true, TemplateId = template });
        _kinds["comment"] = await StoreAsync(new() { Target = SendTarget.Conversation, ConversationId = IdOf(ConversationId), Text = "She prefers to be called in the morning.", Private = true });
        var later = new SendForm { Kind = SendKind.List, ListId = list, Text = "We are closed on Thursday and Friday. Happy holidays!", SendAt = Morning(3) };
        _kinds["replaced"] = await StoreAsync(later.Copy());
        (later.Text, later.InsteadOf) = ("We are closed on Friday. Happy holidays!", _kinds["replaced"]);
        _kinds["scheduled"] = await StoreAsync(later);
        await StoreAsync(new() { PhoneNumber = "14155550136", Text = "Your visit is tomorrow at 14:15. Reply C to confirm, or R to choose another time.", SendAt = Morning(1) });
        await Get<Drafts>().SaveAsync(Access.Actor, Guid.CreateVersion7(), 0, new() { Kind = SendKind.Group, Numbers = ["14155550131", "14155550132"], Text = "Lunch is on us on Monday" });
        await Get<Drafts>().SaveAsync(Access.Actor, Guid.CreateVersion7(), 0, new() { PhoneNumber = "+1 415 555 01" });
    }

    private DateTime Morning(int days) =>
        TimeZoneInfo.ConvertTime(Get<TimeProvider>().GetUtcNow(), Access.TimeZone).Date.AddDays(days).AddHours(9);

    private static string IdOf(long id) => id.ToString(CultureInfo.InvariantCulture);
}
