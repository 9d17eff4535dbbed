using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Pages.Compose;

/// <summary>Opens a compose: reads inboxes and people, and fills in what can be known.</summary>
public sealed class ComposeLoader(HeymarketReads heymarket, ComposeQueries queries, TimeProvider time)
{
    /// <returns>The form, or why there is none.</returns>
    public async Task<(ComposeForm? Form, Answer<IReadOnlyList<Inbox>>.Failed? Failed)> LoadAsync(TeamAccess access, long? inboxId, long? again)
    {
        var inboxes = await heymarket.InboxesAsync(access.TeamId);
        if (inboxes is not Answer<IReadOnlyList<Inbox>>.Read { Value: var boxes })
        {
            return (null, (Answer<IReadOnlyList<Inbox>>.Failed)inboxes);
        }
        // Without people a text can still go: the inboxes name their members' ids.
        var people = await heymarket.PeopleAsync(access.TeamId) is Answer<IReadOnlyList<Person>>.Read { Value: var read } ? read : [];
        var facts = new SendFacts(
            [.. boxes.Select(box => new InboxFacts(box.Id, box.Name, box.Phones is [var phone, ..] ? phone : null, box.MemberIds))],
            people.ToDictionary(person => person.Id, person => person.Name),
            access.PersonId, access.May(Permission.SendAsOthers));
        var form = new ComposeForm(facts, time);
        if (again is { } sendId && await queries.AgainAsync(access.TeamId, sendId) is { } earlier)
        {
            form.Take(earlier);
            return (form, null);
        }
        var last = await queries.LastChoiceAsync(access.Actor);
        form.Fill.InboxId = Known(boxes, inboxId) ?? Known(boxes, last?.InboxId) ?? (boxes.Count == 1 ? boxes[0].Id : null);
        form.Fill.SenderId = SenderOptions.Preselect(facts, form.Fill.InboxId, last?.SenderId);
        return (form, null);
    }

    private static long? Known(IReadOnlyList<Inbox> boxes, long? id) => boxes.Any(box => box.Id == id) ? id : null;
}
