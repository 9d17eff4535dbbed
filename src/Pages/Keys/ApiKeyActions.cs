using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Pages.Keys;

/// <summary>What the page does to API keys: Heymarket is asked first, then the answer is written down.</summary>
public sealed class ApiKeyActions(ApiKeys keys, KeyProbe probe, Database database)
{
    /// <returns>The sentence for people; <see cref="Said.Done"/> tells whether something was saved.</returns>
    public async Task<Said> AddAsync(TeamAccess access, ApiKeyCredentials typed, string? label)
    {
        switch (await probe.VerifyAsync(typed, access.Sandbox))
        {
            case Verification.Works works:
                return await keys.AddAsync(access.Actor, typed, label, works.Facts) switch
                {
                    ApiKeyAnswer.Added { State: ApiKeyState.InUse } => new(true, $"{Found(works)} It is in use from now on."),
                    ApiKeyAnswer.Added => new(true, $"{Found(works)} It is ready; Promote makes it the one in use."),
                    ApiKeyAnswer.Refused refused => new(false, refused.Sentence),
                    _ => new(false, "Nothing was saved."),
                };
            case Verification.Failed failed:
                return new(false, $"{failed.Sentence.Replace("Nothing was sent.", "", StringComparison.Ordinal).TrimEnd()} Nothing was saved.", failed.RequestId);
            default:
                return new(false, "Nothing was saved.");
        }
    }

    /// <summary>Asks again about a stored key. Only Heymarket's own verdict changes anything.</summary>
    public async Task<Said> VerifyAsync(TeamAccess access, ApiKeyView key)
    {
        var held = await HeldAsync(access);
        switch (await probe.VerifyAsync(key.Id, key.RateKey, access.Sandbox))
        {
            case Verification.Works works:
                return await keys.VerifiedAsync(access.Actor, key.Id, works.Facts) is { } refusal ? new(false, refusal) : new(true, $"{Found(works)}{await LetGoAsync(access, held)}");
            case Verification.Failed { Kind: ReadFailure.KeyRefused } failed:
                return new(false, await keys.RefusedAsync(access.Actor, key.Id, failed.Sentence) ?? failed.Sentence, failed.RequestId);
            case Verification.Failed failed:
                return new(false, $"{failed.Sentence} The key stays as it was.", failed.RequestId);
            default:
                return new(false, "The key stays as it was.");
        }
    }

    public async Task<Said> PromoteAsync(TeamAccess access, ApiKeyView key)
    {
        var held = await HeldAsync(access);
        return await keys.PromoteAsync(access.Actor, key.Id) is { } refusal
            ? new(false, refusal)
            : new(true, $"{key.Label} is in use. Texts on their way with the old key end with it; every other one leaves with this one.{await LetGoAsync(access, held)}");
    }

    // What a working key let go, and what waits for somebody.
    private async Task<string> LetGoAsync(TeamAccess access, int before) =>
        before == 0 ? "" : " " + ApiKeyWords.LetGo(before, await HeldAsync(access));

    public async Task<Said> RevokeAsync(TeamAccess access, ApiKeyView key) =>
        await keys.RevokeAsync(access.Actor, key.Id) is { } refusal
            ? new(false, refusal)
            : new(true, $"{key.Label} is destroyed here. Delete it at Heymarket too: there it works until you do.");

    /// <summary>How many texts of the team are held.</summary>
    public Task<int> HeldAsync(TeamAccess access) =>
        database.ReadAsync(access.TeamId, db => db.Sends.CountAsync(send => send.State == SendState.Held));

    private static string Found(Verification.Works works) =>
        $"Heymarket knows it: {works.Inboxes} {(works.Inboxes == 1 ? "inbox" : "inboxes")} in {works.Facts.HeymarketTeam ?? "an account without a name"}.";

    /// <param name="RequestId">What Heymarket's support asks for.</param>
    public sealed record Said(bool Done, string Sentence, string? RequestId = null);
}
