using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Pages.Compose;

/// <summary>Reads what a form needs of Heymarket's lists, templates, surveys and custom fields, once each.</summary>
public sealed class LibraryLoader(HeymarketReads heymarket)
{
    /// <returns>Whether anything new is known.</returns>
    public async Task<bool> EnsureAsync(TeamAccess access, ComposeForm form)
    {
        var (fill, library) = (form.Fill, form.Library);
        var toList = fill.TargetField == nameof(SendForm.ListId);
        bool[] learnt =
        [
            toList && await OnceAsync(library.Lists, () => ListsAsync(access.TeamId, form)),
            fill.Kind == SendKind.Survey && await OnceAsync(library.Surveys, () => SurveysAsync(access.TeamId, form)),
            fill.UseTemplate && await OnceAsync(library.Templates, () => TemplatesAsync(access.TeamId, form)),
            (fill.UseTemplate || fill.Text?.Contains("{{", StringComparison.Ordinal) == true) && await OnceAsync(library.Tokens, () => TokensAsync(access.TeamId, form)),
        ];
        return learnt.Contains(true);
    }

    private static async Task<bool> OnceAsync(ComposeLibrary.Shelf shelf, Func<Task<string?>> read)
    {
        if (shelf.Asked)
        {
            return false;
        }
        (shelf.Asked, shelf.Reading) = (true, true);
        shelf.Failed = await read();
        shelf.Reading = false;
        return true;
    }

    private async Task<string?> ListsAsync(long teamId, ComposeForm form)
    {
        var longest = (await heymarket.TeamAsync(teamId)).ValueOrDefault?.ListSize;
        var lists = await heymarket.ListsAsync(teamId);
        form.Know(form.Facts with
        {
            LongestList = longest,
            Lists = lists.ValueOrDefault is { } all
                ? [.. all.Where(list => !list.Archived).OrderBy(list => list.Name, StringComparer.CurrentCultureIgnoreCase)
                    .Select(list => new ListFacts(list.Id, list.Name, list.Size, list.UpdatedAt, list.Revision, list.Numbers))]
                : null,
        });
        return SentenceOf(lists);
    }

    private async Task<string?> SurveysAsync(long teamId, ComposeForm form)
    {
        var surveys = await heymarket.SurveysAsync(teamId);
        form.Know(form.Facts with
        {
            Surveys = surveys.ValueOrDefault is { } all
                ? [.. all.OrderBy(survey => survey.Name, StringComparer.CurrentCultureIgnoreCase).Select(survey => new SurveyFacts(survey.Id, survey.Name, survey.Question))]
                : null,
        });
        return SentenceOf(surveys);
    }

    private async Task<string?> TemplatesAsync(long teamId, ComposeForm form)
    {
        var templates = await heymarket.TemplatesAsync(teamId);
        form.Know(form.Facts with
        {
            Templates = templates.ValueOrDefault is { } all
                ? [.. all.Where(template => !template.Archived).OrderBy(template => template.Name, StringComparer.CurrentCultureIgnoreCase)
                    .Select(template => new TemplateFacts(template.Id, template.Name, template.Text, template.Revision))]
                : null,
        });
        return SentenceOf(templates);
    }

    private async Task<string?> TokensAsync(long teamId, ComposeForm form)
    {
        var fields = await heymarket.ContactFieldsAsync(teamId);
        form.Know(form.Facts with { Tokens = [.. form.Facts.Tokens.Concat(fields.ValueOrDefault ?? []).Distinct()] });
        return null;
    }

    private static string? SentenceOf<T>(Answer<T> answer) => (answer as Answer<T>.Failed)?.Sentence;
}
