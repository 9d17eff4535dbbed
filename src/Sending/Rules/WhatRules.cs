namespace HeymarketPortal.Sending.Rules;

/// <summary>The message: a text, a template, media, a survey.</summary>
internal static class WhatRules
{
    private const int MostSegments = 10;

    public static IEnumerable<Problem> Check(SendForm form, SendFacts facts) =>
        [.. Survey(form), .. Message(form), .. Length(form, facts), .. Tokens(form, facts), .. Media(form)];

    private static IEnumerable<Problem> Survey(SendForm form)
    {
        if (form.Kind == SendKind.Survey && Typed.Id(form.SurveyId) is null)
        {
            yield return new(nameof(form.SurveyId), Typed.Words(form.SurveyId) is null ? "Choose a survey." : "A survey ID is a whole number, such as 61.");
        }
    }

    private static IEnumerable<Problem> Message(SendForm form)
    {
        var (text, template) = (!string.IsNullOrWhiteSpace(form.Text), Typed.Words(form.TemplateId) is not null);
        if (text && template)
        {
            var field = form.UseTemplate ? nameof(form.TemplateId) : nameof(form.Text);
            yield return new(field, "Heymarket takes a message or a template, not both. Empty one of them.");
        }
        else if (form.UseTemplate && Typed.Id(form.TemplateId) is null)
        {
            yield return new(nameof(form.TemplateId), template ? "A template ID is a whole number, such as 5207." : "Choose a template.");
        }
        else if (!text && !form.UseTemplate && Typed.Words(form.MediaUrl) is null && form.Kind != SendKind.Survey)
        {
            yield return new(nameof(form.Text), "Write a message, or give a media URL.");
        }
    }

    private static IEnumerable<Problem> Length(SendForm form, SendFacts facts)
    {
        var (field, text) = Words(form, facts);
        if (!form.Private && SegmentCount.Of(text) is { Segments: > MostSegments and var segments })
        {
            yield return new(field, $"{segments} segments are long for a text; carriers may cut it off after {MostSegments}.", ProblemWeight.Warned);
        }
    }

    private static IEnumerable<Problem> Tokens(SendForm form, SendFacts facts)
    {
        var (field, text) = Words(form, facts);
        if (MergeTokens.Unknown(text, facts.Tokens) is [var first, ..] unknown)
        {
            var offer = MergeTokens.Meant(first, facts.Tokens) is { } meant ? $"Is {Braced(meant)} meant? " : "";
            yield return new(field, $"Heymarket may not know {string.Join(", ", unknown.Select(Braced))}. {offer}Known: {string.Join(", ", facts.Tokens.Select(Braced))}.", ProblemWeight.Warned);
        }
        else if (!form.UseTemplate && form.TargetField != nameof(form.ListId) && MergeTokens.In(text) is [var token, ..])
        {
            yield return new(field, $"Heymarket documents tokens for lists and templates. Here {Braced(token.Name)} may go out as it stands.", ProblemWeight.Warned);
        }
    }

    private static (string Field, string? Text) Words(SendForm form, SendFacts facts) => form.UseTemplate
        ? (nameof(form.TemplateId), facts.TemplateOf(form)?.Text)
        : (nameof(form.Text), form.Text);

    private static string Braced(string token) => $"{{{{{token}}}}}";

    private static IEnumerable<Problem> Media(SendForm form)
    {
        if (Typed.Words(form.MediaUrl) is not { } media)
        {
            yield break;
        }
        if (!Uri.TryCreate(media, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
        {
            yield return new(nameof(form.MediaUrl), "Give the whole address, starting with https://.");
            yield break;
        }
        if (url.Scheme == "http")
        {
            yield return new(nameof(form.MediaUrl), "Carriers may refuse media over http; https is safer.", ProblemWeight.Warned);
        }
        if (MediaKind.Of(media).Sentence is { } doubt)
        {
            yield return new(nameof(form.MediaUrl), doubt, ProblemWeight.Warned);
        }
    }
}
