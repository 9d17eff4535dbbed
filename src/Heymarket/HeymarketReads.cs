using HeymarketPortal.Heymarket.Wire;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Heymarket;

/// <summary>What pages browse of a team's Heymarket account. Answers are kept for a minute; <c>refresh</c> asks again.</summary>
public sealed class HeymarketReads(HeymarketWire wire, RequestBudget budget, ApiKeys keys, HeymarketOptions options, TimeProvider time)
{
    private readonly ReadDesk _desk = new(wire, budget, keys, options, time);
    private readonly MessageReads _messages = new(new(wire, budget, keys, options, time), time);
    private readonly LibraryReads _library = new(new(wire, budget, keys, options, time), time);
    private readonly ReadCache<IReadOnlyList<Inbox>> _inboxes = new(time);
    private readonly ReadCache<IReadOnlyList<Person>> _people = new(time);
    private readonly ReadCache<HeymarketTeam> _teams = new(time);

    public Task<Answer<IReadOnlyList<Inbox>>> InboxesAsync(long teamId, bool refresh = false, CancellationToken stop = default) =>
        _desk.WithKeyAsync(teamId, key => _inboxes.GetAsync(key.Id, refresh, () => AskInboxesAsync(key), stop));

    public Task<Answer<HeymarketTeam>> TeamAsync(long teamId, bool refresh = false, CancellationToken stop = default) =>
        _desk.WithKeyAsync(teamId, key => _teams.GetAsync(key.Id, refresh, () => AskTeamAsync(key), stop));

    /// <summary>
    /// The account's people with the inboxes that name them. Where <c>GET /v1/users</c> is not to be had, the team's members and
    /// the inboxes' members instead.
    /// </summary>
    public Task<Answer<IReadOnlyList<Person>>> PeopleAsync(long teamId, bool refresh = false, CancellationToken stop = default) =>
        _desk.WithKeyAsync(teamId, key => _people.GetAsync(key.Id, refresh, () => AskPeopleAsync(key, refresh), stop));

    /// <summary>What went between an inbox and a number since a moment; never kept.</summary>
    /// <param name="phoneNumber">E.164 digits without the plus sign.</param>
    public Task<Answer<MessageSpan>> MessagesAsync(long teamId, long inboxId, string phoneNumber, DateTimeOffset since) =>
        _messages.WithAsync(teamId, inboxId, phoneNumber, since);

    /// <summary>Everything in the account since a moment; never kept.</summary>
    public Task<Answer<MessageSpan>> MessagesAsync(long teamId, DateTimeOffset since) => _messages.SinceAsync(teamId, since);

    /// <summary>
    /// The account's lists with their numbers, archived ones too, newest change first. <see cref="ReadFailure.NoSuchCall"/> where the
    /// account lacks the call, which Heymarket calls deprecated: a list's id can still be typed.
    /// </summary>
    public Task<Answer<IReadOnlyList<ContactList>>> ListsAsync(long teamId, bool refresh = false, CancellationToken stop = default) =>
        _library.ListsAsync(teamId, refresh, stop);

    /// <summary>One list as it is now; never kept, because a broadcast cannot be recalled.</summary>
    public Task<Answer<ContactList>> ListAsync(long teamId, long listId, CancellationToken stop = default) =>
        _library.ListAsync(teamId, listId).WaitAsync(stop);

    /// <summary>The account's templates, archived ones too, newest change first.</summary>
    public Task<Answer<IReadOnlyList<Template>>> TemplatesAsync(long teamId, bool refresh = false, CancellationToken stop = default) =>
        _library.TemplatesAsync(teamId, refresh, stop);

    public Task<Answer<IReadOnlyList<Survey>>> SurveysAsync(long teamId, bool refresh = false, CancellationToken stop = default) =>
        _library.SurveysAsync(teamId, refresh, stop);

    /// <summary>The names of the custom fields that merge tokens may name; none where the account does not tell them.</summary>
    public Task<Answer<IReadOnlyList<string>>> ContactFieldsAsync(long teamId, bool refresh = false, CancellationToken stop = default) =>
        _library.ContactFieldsAsync(teamId, refresh, stop);

    /// <summary>One conversation as it is now; never kept.</summary>
    public Task<Answer<Conversation>> ConversationAsync(long teamId, long conversationId, CancellationToken stop = default) =>
        _library.ConversationAsync(teamId, conversationId).WaitAsync(stop);

    private async Task<Answer<IReadOnlyList<Inbox>>> AskInboxesAsync(ApiKeyInUse key) =>
        _desk.AnswerOf(await _desk.AskAsync(key, (api, call, limit) => api.InboxesAsync(call, limit)), body => WireInboxes.Read(body, options));

    private async Task<Answer<HeymarketTeam>> AskTeamAsync(ApiKeyInUse key) =>
        _desk.AnswerOf(await _desk.AskAsync(key, (api, call, limit) => api.TeamAsync(call, limit)), WirePeople.ReadTeam);

    private async Task<Answer<IReadOnlyList<Person>>> AskPeopleAsync(ApiKeyInUse key, bool refresh)
    {
        var reply = await _desk.AskAsync(key, (api, call, limit) => api.UsersAsync(call, limit));
        var inboxes = await _inboxes.GetAsync(key.Id, refresh, () => AskInboxesAsync(key), default);
        if (reply.Succeeded && WirePeople.ReadUsers(reply.Body) is { } users)
        {
            return Joined(users, inboxes.ValueOrDefault ?? []);
        }
        if (!reply.Succeeded && reply.Status is not (>= 400 and < 500 and not 401 and not 429))
        {
            return _desk.AnswerOf<IReadOnlyList<Person>>(reply, WirePeople.ReadUsers);
        }
        var team = await _teams.GetAsync(key.Id, refresh, () => AskTeamAsync(key), default);
        return (team, inboxes) switch
        {
            (Answer<HeymarketTeam>.Read(var found, _), Answer<IReadOnlyList<Inbox>>.Read(var all, _)) => Joined(WithMembers(found.Members, all), all),
            (Answer<HeymarketTeam>.Failed(var kind, var sentence, var id), _) => new Answer<IReadOnlyList<Person>>.Failed(kind, sentence, id),
            (_, Answer<IReadOnlyList<Inbox>>.Failed(var kind, var sentence, var id)) => new Answer<IReadOnlyList<Person>>.Failed(kind, sentence, id),
            _ => _desk.AnswerOf<IReadOnlyList<Person>>(reply, WirePeople.ReadUsers),
        };
    }

    private Answer<IReadOnlyList<Person>> Joined(IEnumerable<Person> people, IReadOnlyList<Inbox> inboxes) => new Answer<IReadOnlyList<Person>>.Read(
        [.. people.Select(person => person with { InboxIds = [.. inboxes.Where(i => i.MemberIds.Contains(person.Id)).Select(i => i.Id)] })],
        time.GetUtcNow());

    // Inboxes name their members by id alone.
    private static IEnumerable<Person> WithMembers(IReadOnlyList<Person> named, IReadOnlyList<Inbox> inboxes) =>
        named.Concat(inboxes.SelectMany(i => i.MemberIds).Distinct().Except(named.Select(p => p.Id)).Select(id => new Person(id, $"Person {id}", null, null, [])));
}
