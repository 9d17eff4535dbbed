using HeymarketPortal.Heymarket;

namespace HeymarketPortal.Pages.Templates;

/// <summary>What each column of the templates sorts by, under its name in the address, and what the search looks at.</summary>
internal static class TemplateColumns
{
    private const int Start = 160;

    public static readonly IReadOnlyDictionary<string, Func<Template, object?>> All = new Dictionary<string, Func<Template, object?>>
    {
        ["name"] = template => template.Name,
        ["text"] = template => template.Text,
        ["media"] = template => template.MediaUrls.Count,
        ["updated"] = template => template.UpdatedAt,
        ["id"] = template => template.Id,
    };

    public static string Searched(Template template) => $"{template.Name}\n{template.Text}\n{template.Id}";

    /// <summary>As much of the text as a row can show.</summary>
    public static string StartOf(Template template) => template.Text is { Length: > Start } text
        ? text[..(char.IsHighSurrogate(text[Start - 1]) ? Start - 1 : Start)]
        : template.Text ?? "";
}
