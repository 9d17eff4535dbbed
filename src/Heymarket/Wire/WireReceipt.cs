using HeymarketPortal.Sending;

namespace HeymarketPortal.Heymarket.Wire;

/// <summary>The answer to a send. Only <c>id</c> is common to all sources; one client finds it in <c>message</c>.</summary>
/// <example>
/// <code>{"id":9980041,"date":"2026-03-02T18:04:05.123456Z","gallery_url":""}</code>
/// <code>{"id":9980041,"convo_id":9920,"queued":false,"date":"2026-03-02T18:04:05.123456Z","compliance_results":{}}</code>
/// </example>
internal static class WireReceipt
{
    /// <returns>Null without a readable id.</returns>
    public static Receipt? Read(string body)
    {
        if (Lenient.Parse(body) is not { } whole)
        {
            return null;
        }
        var message = whole.Get("message");
        var receipt = message is { } inner && inner.Number("id") is not null ? inner : whole;
        return receipt.Number("id") is > 0 and { } id
            ? new Receipt(id, receipt.Time("date"), receipt.Words("gallery_url"), receipt.Number("convo_id"))
            : null;
    }
}
