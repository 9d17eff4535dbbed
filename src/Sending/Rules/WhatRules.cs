namespace HeymarketPortal.Sending.Rules;

/// <summary>The message: a text, a template, media, a survey.</summary>
internal static class WhatRules
{
    public static IEnumerable<Problem> Check(SendForm form, SendFacts facts) =>
        [.. Survey(form), .. Message(form), .. Media(form)];

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
        else if (!text && !template && Typed.Words(form.MediaUrl) is null && form.Kind != SendKind.Survey)
        {
            yield return new(nameof(form.Text), "Write a message, or give a media URL.");
        }
    }

    private static IEnumerable<Problem> Media(SendForm form)
    {
        if (Typed.Words(form.MediaUrl) is not { } media)
        {
            yield break;
        }
        if (!Uri.TryCreate(media, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
        {
            yield return new(nameof(form.MediaUrl), "Give the whole address, starting with https://.");
        }
        else if (url.Scheme == "http")
        {
            yield return new(nameof(form.MediaUrl), "Carriers may refuse media over http; https is safer.", ProblemWeight.Warned);
        }
    }
}
