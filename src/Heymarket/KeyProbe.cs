using HeymarketPortal.Heymarket.Wire;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Heymarket;

/// <summary>Asks Heymarket whether an API key works, and whose it is. Sends nothing.</summary>
public sealed class KeyProbe(HeymarketWire wire, RequestBudget budget, HeymarketOptions options)
{
    /// <summary>Verifies a key that somebody has just typed. Nothing is stored.</summary>
    public Task<Verification> VerifyAsync(ApiKeyCredentials typed, bool sandbox, CancellationToken stop = default) =>
        VerifyAsync(HeymarketCall.With(typed, sandbox), HeymarketCall.With(typed, sandbox), sandbox, stop);

    /// <summary>Verifies a stored key again.</summary>
    public async Task<Verification> VerifyAsync(long apiKeyId, string rateKey, bool sandbox, CancellationToken stop = default)
    {
        await budget.TakeAsync(rateKey, BudgetUse.Read, stop);
        await budget.TakeAsync(rateKey, BudgetUse.Read, stop);
        return await VerifyAsync(HeymarketCall.With(apiKeyId, sandbox), HeymarketCall.With(apiKeyId, sandbox), sandbox, stop);
    }

    /// <summary>For the pump, after a send was refused with 401 or 403: is it the key?</summary>
    /// <returns>True when the key is refused too, false when it works, null when Heymarket could not be asked.</returns>
    public async Task<bool?> RefusedAsync(long apiKeyId, string rateKey, bool sandbox, CancellationToken stop = default)
    {
        await budget.TakeAsync(rateKey, BudgetUse.Read, stop);
        var call = HeymarketCall.With(apiKeyId, sandbox);
        var reply = await wire.AskAsync(call, (api, limit) => api.InboxesAsync(call, limit), stop);
        return reply switch
        {
            { Status: 401 or 403 } => true,
            { Succeeded: true } => false,
            _ => null,
        };
    }

    private async Task<Verification> VerifyAsync(HeymarketCall inboxesCall, HeymarketCall teamCall, bool sandbox, CancellationToken stop)
    {
        var first = await wire.AskAsync(inboxesCall, (api, limit) => api.InboxesAsync(inboxesCall, limit), stop);
        if (Refusal(first) is { } refused)
        {
            return refused;
        }
        var second = await wire.AskAsync(teamCall, (api, limit) => api.TeamAsync(teamCall, limit), stop);
        if (Refusal(second) is { } refusedThen)
        {
            return refusedThen;
        }
        return (WireInboxes.Read(first.Body, options), WirePeople.ReadTeam(second.Body)) switch
        {
            (null, _) => new Verification.Failed(ReadFailure.NotHeymarket, ReadWords.NotHeymarket, first.Status, first.RequestId),
            (_, null) => new Verification.Failed(ReadFailure.NotHeymarket, ReadWords.NotHeymarket, second.Status, second.RequestId),
            var (inboxes, team) => new Verification.Works(
                new ApiKeyFacts($"{(sandbox ? "sandbox" : "heymarket")}:{team.Id}", team.Name), inboxes.Count),
        };
    }

    private Verification.Failed? Refusal(HeymarketReply reply) => ReadWords.Of(reply, options) is { } failed
        ? new Verification.Failed(failed.Kind, failed.Sentence, reply.Status, reply.RequestId)
        : null;
}

/// <summary>What verifying an API key found.</summary>
public abstract record Verification
{
    private Verification()
    {
    }

    /// <param name="Inboxes">How many inboxes the key sees.</param>
    public sealed record Works(ApiKeyFacts Facts, int Inboxes) : Verification;

    /// <param name="Kind"><see cref="ReadFailure.KeyRefused"/> is Heymarket's verdict; anything else says nothing about the key.</param>
    public sealed record Failed(ReadFailure Kind, string Sentence, int? Status, string? RequestId) : Verification;
}
