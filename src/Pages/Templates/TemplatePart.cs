using System.Text.RegularExpressions;

namespace HeymarketPortal.Pages.Templates;

/// <summary>A piece of a template's text: words, or a merge token with its braces.</summary>
internal sealed partial record TemplatePart(string Text, bool IsToken)
{
    /// <summary>The whole text in its pieces: put together again they are the text.</summary>
    public static IEnumerable<TemplatePart> Of(string text) =>
        Token().Split(text).Where(part => part.Length > 0).Select(part => new TemplatePart(part, Token().IsMatch(part)));

    [GeneratedRegex(@"(\{\{[^{}]+\}\})")]
    private static partial Regex Token();
}
