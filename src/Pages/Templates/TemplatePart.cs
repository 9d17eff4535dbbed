using HeymarketPortal.Sending;

namespace HeymarketPortal.Pages.Templates;

/// <summary>A piece of a template's text: words, or a merge token with its braces.</summary>
internal sealed record TemplatePart(string Text, bool IsToken)
{
    /// <summary>The whole text in its pieces: put together again they are the text.</summary>
    public static IEnumerable<TemplatePart> Of(string text)
    {
        var at = 0;
        foreach (var token in MergeTokens.In(text))
        {
            yield return new(text[at..token.Start], false);
            at = token.Start + token.Length;
            yield return new(text[token.Start..at], true);
        }
        yield return new(text[at..], false);
    }
}
