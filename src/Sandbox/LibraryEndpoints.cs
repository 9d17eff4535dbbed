using System.Text.Json;

namespace HeymarketPortal.Sandbox;

/// <summary>Lists, templates, surveys and the custom fields that templates may name.</summary>
internal static class LibraryEndpoints
{
    private const int PageSize = 30;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/v1/lists", (HttpContext context, SwitchBoard board) => board.Current.ServeLists
            ? ByDateAsync(context, board, account => account.Lists, list => list.Updated, (list, more) => list with { Name = list.Name + more })
            : Task.FromResult(Answers.NotFound(board)));
        api.MapPost("/v1/templates", (HttpContext context, SwitchBoard board) =>
            ByDateAsync(context, board, account => account.Templates, template => template.Updated, (template, more) => template with
            {
                Name = template.Name + more,
                Content = template.Content with { Text = template.Content.Text + more },
            }));
        api.MapPost("/v1/surveys", SurveysAsync);
        api.MapPost("/v1/contact-fields", () => Answers.Ok(LibrarySeed.ContactFields));
        api.MapGet("/v1/list/{id:long}", (long id, HttpContext context, SwitchBoard board) =>
            One(board.Current.ServeLists ? Gate.CallerOf(context).Account.List(id) : null, board));
        api.MapGet("/v1/template/{id:long}", (long id, HttpContext context, SwitchBoard board) => One(Gate.CallerOf(context).Account.Template(id), board));
        api.MapGet("/v1/survey/{id:long}", (long id, HttpContext context, SwitchBoard board) => One(Gate.CallerOf(context).Account.Survey(id), board));
    }

    private static IResult One(object? found, SwitchBoard board) => found is null ? Answers.NotFound(board) : Answers.Ok(found);

    /// <summary>Newest first, 30 a page; <c>date</c> is the last row's <c>updated</c> of the page before.</summary>
    private static async Task<IResult> ByDateAsync<T>(
        HttpContext context, SwitchBoard board, Func<SandboxAccount, IEnumerable<T>> rows, Func<T, string> updated, Func<T, string, T> named)
    {
        var body = await Bodies.ReadAsync<PageRequest>(context);
        if (body is null || (!string.IsNullOrEmpty(body.Date) && SandboxTime.Read(body.Date) is null))
        {
            return Answers.BadData(board, "date is not a time");
        }

        var before = SandboxTime.Read(body.Date) ?? DateTimeOffset.MaxValue;
        return Answers.Ok(rows(Gate.CallerOf(context).Account)
            .Where(row => SandboxTime.Read(updated(row)) < before)
            .OrderByDescending(updated, StringComparer.Ordinal)
            .Take(PageSize)
            .Select(row => named(row, board.Current.Markup)));
    }

    private static async Task<IResult> SurveysAsync(HttpContext context, SwitchBoard board)
    {
        var body = await Bodies.ReadAsync<PageRequest>(context);
        var (limit, page) = (body?.Limit ?? PageSize, body?.Page ?? 1);
        return body is null || limit < 1 || page < 1
            ? Answers.BadData(board, page < 1 ? "page starts at 1" : "limit is not a whole number above 0")
            : Answers.Ok(Gate.CallerOf(context).Account.Surveys.Skip((page - 1) * limit).Take(limit)
                .Select(survey => survey with { Name = survey.Name + board.Current.Markup, Question = survey.Question + board.Current.Markup }));
    }

    private sealed record PageRequest(string? Date, int? Limit, int? Page);
}
