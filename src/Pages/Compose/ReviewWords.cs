using HeymarketPortal.Sending;

namespace HeymarketPortal.Pages.Compose;

/// <summary>A confirmed send in the words of Review.</summary>
public static class ReviewWords
{
    /// <summary>Whom it goes to, as people read it.</summary>
    public static string Recipient(ConfirmedSend confirmed) => confirmed.Content switch
    {
        { PhoneNumber: { } number } => PhoneNumber.Display(number),
        { Targets: { } targets } => $"{targets.Count} people",
        { ListId: { } list } => confirmed.Meant.ListName ?? $"list {list}",
        { ConversationId: var conversation } => $"conversation {conversation}",
    };

    public static string Button(ConfirmedSend confirmed) => confirmed switch
    {
        { Content.Private: true } => "Post comment",
        { DueAt: not null } => $"Schedule for {Recipient(confirmed)}",
        _ => $"Send to {Recipient(confirmed)}",
    };
}
