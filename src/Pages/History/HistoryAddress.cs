using HeymarketPortal.Pages.Browse;
using HeymarketPortal.Sending;
using Microsoft.AspNetCore.WebUtilities;

namespace HeymarketPortal.Pages.History;

/// <summary>What the address of the history says: <c>?search=…&amp;state=Accepted&amp;inbox=413&amp;from=2026-03-01&amp;day=2026-03-15</c>.</summary>
/// <param name="Day">Where the window begins.</param>
public sealed record HistoryAddress(HistoryFilter Filter, DateOnly? Day)
{
    /// <summary>What cannot be read counts as absent.</summary>
    public static HistoryAddress Read(string address)
    {
        var said = QueryHelpers.ParseQuery(new Uri(address).Query);
        return Of(name => said.TryGetValue(name, out var value) ? value.ToString() : null);
    }

    /// <param name="said">What stands behind a name.</param>
    public static HistoryAddress Of(Func<string, string?> said)
    {
        return new(new HistoryFilter
        {
            Search = Said("search"),
            State = Word<SendState>("state"),
            Delivery = Word<Delivery>("delivery"),
            Kind = Word<SendKind>("kind"),
            Inbox = AddressValue.Number(Said("inbox")),
            SentBy = AddressValue.Number(Said("by")),
            From = AddressValue.Day(Said("from")),
            To = AddressValue.Day(Said("to")),
        }, AddressValue.Day(Said("day")));

        string? Said(string name) => said(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;
        // Numbers parse as enumerations too; only words count.
        T? Word<T>(string name) where T : struct, Enum => Said(name) is { } word && Enum.IsDefined(typeof(T), word) ? Enum.Parse<T>(word) : null;
    }
}
