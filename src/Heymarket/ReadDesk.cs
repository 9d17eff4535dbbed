using HeymarketPortal.Teams;

namespace HeymarketPortal.Heymarket;

/// <summary>Asks with a team's key, within its budget, and puts every failure into words.</summary>
internal sealed class ReadDesk(HeymarketWire wire, RequestBudget budget, ApiKeys keys, HeymarketOptions options, TimeProvider time)
{
    public async Task<Answer<T>> WithKeyAsync<T>(long teamId, Func<ApiKeyInUse, Task<Answer<T>>> ask) =>
        await keys.InUseAsync(teamId) is { } key
            ? await ask(key)
            : new Answer<T>.Failed(ReadFailure.NoApiKey, "This team has no API key yet. An admin adds one under API keys.", null);

    // Shared by all who wait for it, so nobody's leaving cancels it; its own limits end it.
    public async Task<HeymarketReply> AskAsync(
        ApiKeyInUse key, Func<IHeymarketApi, HeymarketCall, CancellationToken, Task<HttpResponseMessage>> ask, int longest = HeymarketWire.LongestRead)
    {
        await budget.TakeAsync(key.RateKey, BudgetUse.Read);
        var call = HeymarketCall.With(key.Id, key.Sandbox);
        return await wire.AskAsync(call, (api, limit) => ask(api, call, limit), CancellationToken.None, longest);
    }

    public Answer<T> AnswerOf<T>(HeymarketReply reply, Func<string, T?> read) =>
        FailureOf<T>(reply) ?? (read(reply.Body) is { } value
            ? new Answer<T>.Read(value, time.GetUtcNow())
            : new Answer<T>.Failed(ReadFailure.NotHeymarket, ReadWords.NotHeymarket, reply.RequestId));

    /// <returns>Null when the reply is an answer whose body may be read.</returns>
    public Answer<T>? FailureOf<T>(HeymarketReply reply) =>
        ReadWords.Of(reply, options) is { } failed ? new Answer<T>.Failed(failed.Kind, failed.Sentence, reply.RequestId) : null;
}
