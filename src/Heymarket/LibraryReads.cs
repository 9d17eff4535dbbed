using HeymarketPortal.Heymarket.Wire;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Heymarket;

/// <summary>What an account has stored for sending: lists, templates, surveys, and what fills or follows them.</summary>
internal sealed class LibraryReads(ReadDesk desk, TimeProvider time)
{
    /// <summary>A page holds thirty lists with all their numbers, about fifty bytes each.</summary>
    private const int LongestLists = 64 * 1024 * 1024;

    private readonly ReadCache<IReadOnlyList<ContactList>> _lists = new(time);
    private readonly ReadCache<IReadOnlyList<Template>> _templates = new(time);
    private readonly ReadCache<IReadOnlyList<Survey>> _surveys = new(time);
    private readonly ReadCache<IReadOnlyList<string>> _fields = new(time);
    private readonly PagedReads _pages = new(desk, time);

    public Task<Answer<IReadOnlyList<ContactList>>> ListsAsync(long teamId, bool refresh, CancellationToken stop) =>
        desk.WithKeyAsync(teamId, key => _lists.GetAsync(key.Id, refresh, () => _pages.ByDateAsync(
            page => desk.AskAsync(key, (api, call, limit) => api.ListsAsync(call, page, limit), LongestLists),
            "lists", WireLists.Wrappers, WireLists.Of, list => list.Id), stop));

    public Task<Answer<ContactList>> ListAsync(long teamId, long id) => desk.WithKeyAsync(teamId, async key =>
        OneOf(await desk.AskAsync(key, (api, call, limit) => api.ListAsync(call, id, limit)), $"list with the ID {id}", "lists",
            body => Lenient.One(body, "list") is { } row ? WireLists.Of(row) : null));

    public Task<Answer<IReadOnlyList<Template>>> TemplatesAsync(long teamId, bool refresh, CancellationToken stop) =>
        desk.WithKeyAsync(teamId, key => _templates.GetAsync(key.Id, refresh, () => _pages.ByDateAsync(
            page => desk.AskAsync(key, (api, call, limit) => api.TemplatesAsync(call, page, limit)),
            "templates", WireTemplates.Wrappers, WireTemplates.Of, template => template.Id), stop));

    public Task<Answer<IReadOnlyList<Survey>>> SurveysAsync(long teamId, bool refresh, CancellationToken stop) =>
        desk.WithKeyAsync(teamId, key => _surveys.GetAsync(key.Id, refresh, () => _pages.ByNumberAsync(
            page => desk.AskAsync(key, (api, call, limit) => api.SurveysAsync(call, page, limit)),
            "surveys", WireSurveys.Wrappers, WireSurveys.Of, survey => survey.Id), stop));

    public Task<Answer<Conversation>> ConversationAsync(long teamId, long id) => desk.WithKeyAsync(teamId, async key =>
        OneOf(await desk.AskAsync(key, (api, call, limit) => api.ConversationAsync(call, id, limit)), $"conversation with the ID {id}", "conversations",
            WireConversations.Read));

    public Task<Answer<IReadOnlyList<string>>> ContactFieldsAsync(long teamId, bool refresh, CancellationToken stop) =>
        desk.WithKeyAsync(teamId, key => _fields.GetAsync(key.Id, refresh, async () =>
        {
            var reply = await desk.AskAsync(key, (api, call, limit) => api.ContactFieldsAsync(call, new WirePage(), limit));
            // Only a hint beside a text field: an account that refuses it has none to offer.
            return reply is { Status: >= 400 and < 500 and not 401 and not 429 }
                ? new Answer<IReadOnlyList<string>>.Read([], time.GetUtcNow())
                : desk.AnswerOf(reply, WireContactFields.Read);
        }, stop));

    private Answer<T> OneOf<T>(HeymarketReply reply, string one, string many, Func<string, T?> read) => reply switch
    {
        { Status: 404, Failure: null } => new Answer<T>.Failed(ReadFailure.NotFound, ReadWords.NotFound(one), reply.RequestId),
        _ when ReadWords.Lacking(reply, many) is { } sentence => new Answer<T>.Failed(ReadFailure.NoSuchCall, sentence, reply.RequestId),
        _ => desk.AnswerOf(reply, read),
    };
}
