using HeymarketPortal.Pages.Sends;
using HeymarketPortal.Sending;
using HeymarketPortal.Ui;

namespace HeymarketPortal.Pages.History;

/// <summary>
/// Which columns of the history have something to show, and how wide they are. What one row needed stays until the next question, so that
/// no column comes and goes while somebody scrolls.
/// </summary>
public sealed class HistoryColumns
{
    // "20 Mar 2025" beside "20 Mar" and "14 min".
    private const int LongWords = 8;

    private bool _sender;
    private bool _delivery;
    private bool _longTimes;
    private bool _longStates;

    /// <summary>In pixels; the message takes what is left.</summary>
    public IEnumerable<(string Name, int? Width)> All =>
    [
        ("Time", _longTimes ? 100 : 72), ("Kind", 40), ("Recipient", 128), ("Inbox", 88), ("Sender", 88), ("Message", null),
        ("State", _longStates ? 148 : 112), ("Delivery", 100), ("Message ID", 92), ("Gallery", 64), ("Sent by", 96),
    ];

    /// <summary>The classes of a grid that leaves out what is empty.</summary>
    public string Hidden => $"{(_sender ? null : "no-sender")} {(_delivery ? null : "no-delivery")}";

    /// <summary>By which the style sheet leaves a column out, its cells with it.</summary>
    public static string? ClassOf(string name) => name is "Sender" or "Delivery" ? name.ToLowerInvariant() : null;

    public void Take(IReadOnlyList<SendLine> sends, TimeZoneInfo zone, DateTimeOffset now)
    {
        _sender |= sends.Any(send => send.SenderName is not null && send.SenderName != send.SentBy);
        _delivery |= sends.Any(send => send.Delivery is not null);
        // "Not at Heymarket".
        _longStates |= sends.Any(send => send.State == SendState.NotFound);
        _longTimes |= sends.Any(send => RelativeTime.Words(send.Time, now, zone, brief: true).Length > LongWords);
    }
}
