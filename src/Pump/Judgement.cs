using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Pump;

/// <summary>What messages that were read back say about a send. Only its local id, or its message id, is proof.</summary>
internal static class Judgement
{
    // Two clocks, ours and Heymarket's.
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Slow = TimeSpan.FromHours(1);

    public static Message? Found(Wanted wanted, IEnumerable<Message> messages) => messages.FirstOrDefault(message =>
        string.Equals(message.LocalId, wanted.LocalId, StringComparison.OrdinalIgnoreCase) || (wanted.MessageId is { } id && message.Id == id));

    /// <summary>
    /// A message without a local id that may be this one: from the same sender in that time, or with its text in it. Wide on purpose:
    /// Heymarket may add an opt-out line to a text, and what is not even probable may be sent again.
    /// </summary>
    public static Message? Probable(Wanted wanted, IEnumerable<Message> messages)
    {
        var text = wanted.Content.Text?.Contains("{{", StringComparison.Ordinal) == true ? null : wanted.Content.Text?.Trim();
        return messages.FirstOrDefault(message => string.IsNullOrEmpty(message.LocalId)
            && (message.Date is not { } date || (date >= wanted.StartedAt - Skew && date <= wanted.StartedAt + Slow))
            && (message.SenderId == wanted.Content.SenderId || text is null || message.Text?.Contains(text, StringComparison.Ordinal) == true));
    }

    /// <summary>The message in words, for a person to hold beside the send.</summary>
    public static Sighting Sighting(Message message) => new(message.Id, message.Date, message.Delivery,
        new SeenMessage(message.Id, message.Status, message.Date, message.Text).Note);
}
