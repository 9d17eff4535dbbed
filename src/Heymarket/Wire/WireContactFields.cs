namespace HeymarketPortal.Heymarket.Wire;

/// <summary><c>POST /v1/contact-fields</c>: the custom fields that contacts of the account have. No source shows an answer.</summary>
/// <example><code>[{"id":123,"title":"Plan"},{"id":456,"title":"Visit date"}]</code></example>
internal static class WireContactFields
{
    /// <summary>Their names, as they are written there; none where the body has another shape.</summary>
    public static IReadOnlyList<string> Read(string body) =>
    [
        .. (Lenient.Parse(body)?.Rows("contact_fields", "fields", "data") ?? [])
            .Select(row => row.Words("title") ?? row.Words("name")).OfType<string>().Distinct(StringComparer.Ordinal),
    ];
}
