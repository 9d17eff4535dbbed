using HeymarketPortal.Heymarket;

namespace HeymarketPortal.Pages.Inboxes;

/// <summary>What each column of the inboxes sorts by, under its name in the address.</summary>
internal static class InboxColumns
{
    public static readonly IReadOnlyDictionary<string, Func<Inbox, object?>> All = new Dictionary<string, Func<Inbox, object?>>
    {
        ["name"] = inbox => inbox.Name,
        ["phones"] = inbox => inbox.Phones is [var first, ..] ? first : null,
        ["people"] = inbox => inbox.MemberIds.Count,
        ["tollfree"] = inbox => inbox.TollFree ? 0 : 1,
        ["id"] = inbox => inbox.Id,
    };
}
