using HeymarketPortal.Sending;

namespace HeymarketPortal.Heymarket;

/// <summary>An inbox of the Heymarket account.</summary>
/// <param name="Phones">E.164 digits without the plus sign; may be empty.</param>
/// <param name="MemberIds">Who may be the Sender; empty where Heymarket names nobody.</param>
/// <param name="TollFree">No group MMS from there.</param>
public sealed record Inbox(long Id, string Name, IReadOnlyList<string> Phones, IReadOnlyList<long> MemberIds, bool TollFree);

/// <summary>A Heymarket user: who a message may appear to come from.</summary>
/// <param name="InboxIds">The inboxes that name this person a member.</param>
public sealed record Person(long Id, string Name, string? Email, string? Role, IReadOnlyList<long> InboxIds);

/// <summary>The Heymarket account behind an API key.</summary>
/// <param name="ListSize">The most contacts that one list may hold.</param>
public sealed record HeymarketTeam(long Id, string? Name, long? ListSize, IReadOnlyList<Person> Members);

/// <summary>A message as Heymarket keeps it.</summary>
/// <param name="LocalId">The id we gave it, where Heymarket repeats it.</param>
/// <param name="SenderId">The person it came from.</param>
/// <param name="BroadcastId">What ties the messages of one list send together.</param>
public sealed record Message(long Id, string? LocalId, string? Text, DateTimeOffset? Date, string? Status, long? SenderId, long? BroadcastId = null)
{
    /// <summary>What <see cref="Status"/> says of its way to the phone; null while it says nothing final. No source lists its words.</summary>
    public Delivery? Delivery => Status?.ToLowerInvariant() switch
    {
        null => null,
        var word when word.Contains("opt", StringComparison.Ordinal) || word.Contains("unsub", StringComparison.Ordinal) => Sending.Delivery.OptedOut,
        var word when word.Contains("undeliver", StringComparison.Ordinal) || word.Contains("fail", StringComparison.Ordinal)
            || word.Contains("reject", StringComparison.Ordinal) || word.Contains("error", StringComparison.Ordinal) => Sending.Delivery.Failed,
        var word when word.Contains("deliver", StringComparison.Ordinal) => Sending.Delivery.Delivered,
        _ => null,
    };
}

/// <summary>A list of contacts: one request to it reaches everyone on it.</summary>
/// <param name="Size">How many it names; null where Heymarket does not tell in a form that can be counted.</param>
/// <param name="Numbers">E.164 digits without the plus sign. Fewer than <paramref name="Size"/> where it holds more than phone numbers.</param>
public sealed record ContactList(
    long Id, string Name, int? Size, IReadOnlyList<string> Numbers, long? Revision, DateTimeOffset? UpdatedAt, bool Archived);

/// <summary>A saved text that Heymarket fills in for each recipient.</summary>
/// <param name="Text">As it is kept there, merge tokens and outer blanks included.</param>
/// <param name="MediaUrls">Absolute http or https addresses, each picture in its full size where there are two.</param>
public sealed record Template(
    long Id, string Name, string? Text, IReadOnlyList<string> MediaUrls, long? Revision, DateTimeOffset? UpdatedAt, bool Archived);

/// <summary>A survey; sending one sends its question.</summary>
/// <param name="Type">In Heymarket's word, such as <c>nps</c> or <c>csat</c>.</param>
public sealed record Survey(long Id, string Name, string? Type, string? Question, DateTimeOffset? UpdatedAt);

/// <summary>A conversation between an inbox and one number, or several in a group MMS.</summary>
/// <param name="PhoneNumber">E.164 digits without the plus sign; null where Heymarket names none.</param>
/// <param name="Targets">Every number of it, the first one being <paramref name="PhoneNumber"/>.</param>
public sealed record Conversation(long Id, long? InboxId, string? Name, string? PhoneNumber, IReadOnlyList<string> Targets);
