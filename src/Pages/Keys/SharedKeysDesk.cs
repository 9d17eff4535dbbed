using HeymarketPortal.Heymarket;
using HeymarketPortal.Pages.Frame;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Pages.Keys;

/// <summary>What the page of shared keys shows, and what its administrator does there.</summary>
internal sealed class SharedKeysDesk(SharedKeys shared, KeyProbe probe, FrameAccount administrator)
{
    /// <summary>Null until they have been read.</summary>
    public IReadOnlyList<SharedKey>? Keys { get; private set; }

    /// <summary>The one that is being replaced.</summary>
    public SharedKey? Chosen { get; private set; }

    public ApiKeyActions.Said? Said { get; private set; }

    public async Task ReadAsync() => Keys = await shared.ListAsync();

    public void Choose(SharedKey? key) => (Chosen, Said) = (key, null);

    /// <summary>Asks Heymarket about the new credentials once; then every team gets them, or none.</summary>
    /// <returns>Null when replaced, else the sentence that says why not.</returns>
    public async Task<string?> ReplaceAsync(ApiKeyCredentials typed, string? label)
    {
        if (Chosen is not { } key)
        {
            return "Choose the key that is to be replaced first.";
        }
        var found = await probe.VerifyAsync(typed, key.Sandbox);
        if (found is not Verification.Works works)
        {
            return $"{(found as Verification.Failed)?.Sentence} Nothing was changed in any team.".TrimStart();
        }
        var answer = await shared.ReplaceAsync(administrator.Id, administrator.SignedInAt, key, typed, label, works.Facts);
        if (answer.Refusal is null)
        {
            (Chosen, Said) = (null, new(true, $"{answer.Teams} teams sign with the new key from now on. The old one is destroyed here in 24 hours. {ApiKeyWords.EndAtHeymarket(key.Kind)}"));
        }
        await ReadAsync();
        return answer.Refusal;
    }

    public static string IdOf(SharedKey key) => $"replace-{key.Fingerprint[..12]}";
}
