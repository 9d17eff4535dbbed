using HeymarketPortal.Heymarket.Wire;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Heymarket;

/// <summary>What pages browse of a team's Heymarket account. Answers are kept for a minute; <c>refresh</c> asks again.</summary>
public sealed class HeymarketReads(HeymarketWire wire, RequestBudget budget, ApiKeys keys, HeymarketOptions options, TimeProvider time)
{
    private readonly ReadCache<IReadOnlyList<Inbox>> _inboxes = new(time);
    private readonly ReadCache<IReadOnlyList<Person>> _people = new(time);
    private readonly ReadCache<HeymarketTeam> _teams = new(time);

    public Task<Answer<IReadOnlyList<Inbox>>> InboxesAsync(long teamId, bool refresh = false, CancellationToken stop = default) =>
        WithKeyAsync(teamId, key => _inboxes.GetAsync(key.Id, refresh, () => AskInboxesAsync(key), stop));

    public Task<Answer<HeymarketTeam>> TeamAsync(long teamId, bool refresh = false, CancellationToken stop = default) =>
        WithKeyAsync(teamId, key => _teams.GetAsync(key.Id, refresh, () => AskTeamAsync(key), stop));

    /// <summary>
    /// The account's people with the inboxes that name them. Where <c>GET /v1/users</c> is not to be had, the team's members and
    /// the inboxes' members instead.
    /// </summary>
    public Task<Answer<IReadOnlyList<Person>>> PeopleAsync(long teamId, bool refresh = false, CancellationToken stop = default) =>
        WithKeyAsync(teamId, key => _people.GetAsync(key.Id, refresh, () => AskPeopleAsync(key, refresh), stop));

    /// <summary>The newest fifty messages between an inbox and a number; never kept.</summary>
    /// <param name="phoneNumber">E.164 digits without the plus sign.</param>
    public Task<Answer<IReadOnlyList<Message>>> MessagesAsync(long teamId, long inboxId, string phoneNumber, CancellationToken stop = default) =>
        WithKeyAsync(teamId, async key => AnswerOf(
            await AskAsync(key, (api, call, limit) => api.MessagesAsync(call, phoneNumber, inboxId, null, limit)), WireMessages.Read));

    private async Task<Answer<IReadOnlyList<Inbox>>> AskInboxesAsync(ApiKeyInUse key) =>
        AnswerOf(await AskAsync(key, (api, call, limit) => api.InboxesAsync(call, limit)), body => WireInboxes.Read(body, options));

    private async Task<Answer<HeymarketTeam>> AskTeamAsync(ApiKeyInUse key) =>
        AnswerOf(await AskAsync(key, (api, call, limit) => api.TeamAsync(call, limit)), WirePeople.ReadTeam);

    private async Task<Answer<IReadOnlyList<Person>>> AskPeopleAsync(ApiKeyInUse key, bool refresh)
    {
        var reply = await AskAsync(key, (api, call, limit) => api.UsersAsync(call, limit));
        var inboxes = await _inboxes.GetAsync(key.Id, refresh, () => AskInboxesAsync(key), default);
        if (reply.Succeeded && WirePeople.ReadUsers(reply.Body) is { } users)
        {
            return Joined(users, inboxes.ValueOrDefault ?? []);
        }
        if (!reply.Succeeded && reply.Status is not (>= 400 and < 500 and not 401 and not 429))
        {
            return AnswerOf<IReadOnlyList<Person>>(reply, WirePeople.ReadUsers);
        }
        var team = await _teams.GetAsync(key.Id, refresh, () => AskTeamAsync(key), default);
        return (team, inboxes) switch
        {
            (Answer<HeymarketTeam>.Read(var found, _), Answer<IReadOnlyList<Inbox>>.Read(var all, _)) => Joined(WithMembers(found.Members, all), all),
            (Answer<HeymarketTeam>.Failed(var kind, var sentence, var id), _) => new Answer<IReadOnlyList<Person>>.Failed(kind, sentence, id),
            (_, Answer<IReadOnlyList<Inbox>>.Failed(var kind, var sentence, var id)) => new Answer<IReadOnlyList<Person>>.Failed(kind, sentence, id),
            _ => AnswerOf<IReadOnlyList<Person>>(reply, WirePeople.ReadUsers),
        };
    }

    private Answer<IReadOnlyList<Person>> Joined(IEnumerable<Person> people, IReadOnlyList<Inbox> inboxes) => new Answer<IReadOnlyList<Person>>.Read(
        [.. people.Select(person => person with { InboxIds = [.. inboxes.Where(i => i.MemberIds.Contains(person.Id)).Select(i => i.Id)] })],
        time.GetUtcNow());

    // Inboxes name their members by id alone.
    private static IEnumerable<Person> WithMembers(IReadOnlyList<Person> named, IReadOnlyList<Inbox> inboxes) =>
        named.Concat(inboxes.SelectMany(i => i.MemberIds).Distinct().Except(named.Select(p => p.Id)).Select(id => new Person(id, $"Person {id}", null, null, [])));

    private async Task<Answer<T>> WithKeyAsync<T>(long teamId, Func<ApiKeyInUse, Task<Answer<T>>> ask) =>
        await keys.InUseAsync(teamId) is { } key
            ? await ask(key)
            : new Answer<T>.Failed(ReadFailure.NoApiKey, "This team has no API key yet. An admin adds one under API keys.", null);

    // Shared by all who wait for it, so nobody's leaving cancels it; its own limits end it.
    private async Task<HeymarketReply> AskAsync(
        ApiKeyInUse key, Func<IHeymarketApi, HeymarketCall, CancellationToken, Task<HttpResponseMessage>> ask)
    {
        await budget.TakeAsync(key.RateKey, BudgetUse.Read);
        var call = HeymarketCall.With(key.Id, key.Sandbox);
        return await wire.AskAsync(call, (api, limit) => ask(api, call, limit), CancellationToken.None);
    }

    private Answer<T> AnswerOf<T>(HeymarketReply reply, Func<string, T?> read)
    {
        if (ReadWords.Of(reply, options) is { } failed)
        {
            return new Answer<T>.Failed(failed.Kind, failed.Sentence, reply.RequestId);
        }
        return read(reply.Body) is { } value
            ? new Answer<T>.Read(value, time.GetUtcNow())
            : new Answer<T>.Failed(ReadFailure.NotHeymarket, ReadWords.NotHeymarket, reply.RequestId);
    }
}
