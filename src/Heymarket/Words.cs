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
public sealed record Message(long Id, string? LocalId, string? Text, DateTimeOffset? Date, string? Status, long? SenderId);
