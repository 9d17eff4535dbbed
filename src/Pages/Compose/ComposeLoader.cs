using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Pages.Compose;

/// <summary>Opens a compose: reads inboxes and people, and fills in what can be known.</summary>
public sealed class ComposeLoader(HeymarketReads heymarket, ComposeQueries queries, Drafts drafts, SendingOptions options, TimeProvider time)
{
    /// <returns>The form, or why there is none.</returns>
    public async Task<(ComposeForm? Form, Answer<IReadOnlyList<Inbox>>.Failed? Failed)> LoadAsync(TeamAccess access, ComposeAddress address)
    {
        var inboxes = await heymarket.InboxesAsync(access.TeamId);
        if (inboxes is not Answer<IReadOnlyList<Inbox>>.Read { Value: var boxes })
        {
            return (null, (Answer<IReadOnlyList<Inbox>>.Failed)inboxes);
        }
        // Without people a text can still go: the inboxes name their members' ids.
        var people = await heymarket.PeopleAsync(access.TeamId) is Answer<IReadOnlyList<Person>>.Read { Value: var read } ? read : [];
        var form = new ComposeForm(FactsOf(access, boxes, people), time);
        var draft = address.Draft is { } id ? await drafts.FindAsync(access.Actor, id) : null;
        if (draft is not null || await queries.EarlierAsync(access, address, form) is null)
        {
            var last = await queries.LastChoiceAsync(access.Actor);
            form.Fill.Kind = address.Kind;
            form.Fill.ListId = address.Kind == SendKind.List ? address.List : null;
            form.Fill.SurveyId = address.Kind == SendKind.Survey ? address.Survey : null;
            form.Fill.TemplateId = address.Template;
            form.Fill.UseTemplate = address.Template is not null;
            form.Fill.InboxId = Known(boxes, address.Inbox) ?? Known(boxes, last?.InboxId) ?? (boxes.Count == 1 ? boxes[0].Id : null);
            form.Fill.SenderId = SenderOptions.Preselect(form.Facts, form.Fill.InboxId, last?.SenderId);
        }
        form.Take(draft?.Form ?? form.Fill, address.Draft);
        form.Fill.InsteadOf ??= address.Edit;
        return (form, null);
    }

    private SendFacts FactsOf(TeamAccess access, IReadOnlyList<Inbox> boxes, IReadOnlyList<Person> people) => new(
        [.. boxes.Select(box => new InboxFacts(box.Id, box.Name, box.Phones is [var phone, ..] ? phone : null, box.MemberIds, box.TollFree))],
        people.ToDictionary(person => person.Id, person => person.Name),
        access.PersonId, access.May(Permission.SendAsOthers))
    {
        MayBroadcast = access.May(Permission.Broadcast),
        GroupMaximum = options.GroupMaximum,
        Zone = access.TimeZone,
    };

    private static long? Known(IReadOnlyList<Inbox> boxes, long? id) => boxes.Any(box => box.Id == id) ? id : null;
}
