using HeymarketPortal.Sending;

namespace HeymarketPortal.Pages.Compose;

/// <summary>Whom a message may come from: the inbox's people; all people where Heymarket names nobody.</summary>
public static class SenderOptions
{
    public static IReadOnlyList<(long Id, string Name)> For(SendFacts facts, long? inboxId)
    {
        var members = facts.Inboxes.FirstOrDefault(inbox => inbox.Id == inboxId)?.MemberIds ?? [];
        var ids = members.Count > 0 ? members : [.. facts.People.Keys];
        if (facts.OwnPersonId is { } own && !facts.MaySendAsOthers)
        {
            ids = [own];
        }
        return [.. ids.Distinct()
            .Select(id => (id, facts.People.GetValueOrDefault(id, $"Person {id}") + (id == facts.OwnPersonId ? " (you)" : "")))
            .OrderBy(option => option.Item2, StringComparer.CurrentCultureIgnoreCase)];
    }

    /// <summary>Oneself where possible, else whoever was chosen last, else the only one there is.</summary>
    public static long? Preselect(SendFacts facts, long? inboxId, long? chosen)
    {
        var ids = For(facts, inboxId).Select(option => option.Id).ToList();
        return ids switch
        {
            _ when facts.OwnPersonId is { } own && ids.Contains(own) => own,
            _ when chosen is { } last && ids.Contains(last) => last,
            [var only] => only,
            _ => null,
        };
    }
}
