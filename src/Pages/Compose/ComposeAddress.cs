using System.Globalization;
using HeymarketPortal.Sending;
using Microsoft.AspNetCore.WebUtilities;

namespace HeymarketPortal.Pages.Compose;

/// <summary>What the address of a compose asks for. Whatever makes no sense there counts as absent.</summary>
/// <param name="Draft">This compose's own id: the same draft after a refresh.</param>
/// <param name="Again">An earlier send to compose again.</param>
/// <param name="Edit">A scheduled send to change.</param>
public sealed record ComposeAddress(SendKind Kind, Guid? Draft, long? Inbox, string? List, string? Template, string? Survey, long? Again, long? Edit)
{
    public static ComposeAddress Of(string uri)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri).Query);
        return new(
            Enum.TryParse<SendKind>(Value("kind"), ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : SendKind.Individual,
            Guid.TryParse(Value("draft"), out var draft) ? draft : null,
            Number(Value("inbox")), Id(Value("list")), Id(Value("template")), Id(Value("survey")), Number(Value("again")), Number(Value("edit")));

        string? Value(string name) => query.GetValueOrDefault(name);
    }

    public static ComposeAddress Plain(SendKind kind) => new(kind, null, null, null, null, null, null, null);

    private static long? Number(string? value) => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static string? Id(string? value) => Number(value)?.ToString(CultureInfo.InvariantCulture);
}
