using HeymarketPortal.Data;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Pages.History;

/// <summary>What the history is narrowed to; all of it stands in the address. Days are days of the team.</summary>
public sealed record HistoryFilter
{
    public string? Search { get; init; }
    public SendState? State { get; init; }
    public Delivery? Delivery { get; init; }
    public SendKind? Kind { get; init; }
    public long? Inbox { get; init; }
    /// <summary>The account that confirmed it.</summary>
    public long? SentBy { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }

    public bool IsEmpty => this with { Search = string.IsNullOrWhiteSpace(Search) ? null : Search } == new HistoryFilter();

    /// <summary>How many of the filters that a phone folds away are set.</summary>
    public int Folded => new object?[] { State, Delivery, Kind, Inbox, SentBy, From, To }.Count(value => value is not null);

    /// <summary>The same in moments.</summary>
    public SendFilter In(TimeZoneInfo zone) => new()
    {
        Search = Search,
        State = State,
        Delivery = Delivery,
        Kind = Kind,
        InboxId = Inbox,
        AccountId = SentBy,
        From = From is { } from ? StartOf(from, zone) : null,
        Until = To is { } to ? StartOf(to.AddDays(1), zone) : null,
    };

    /// <summary>The moment at which a day begins on the team's clock.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        // Some clocks go forward at midnight: that day begins when they have.
        for (; zone.IsInvalidTime(local); local = local.AddMinutes(15))
        {
        }
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
