using HeymarketPortal.Teams;

namespace HeymarketPortal.Pages.Keys;

/// <summary>What the API keys page shows, and what came of the last thing done there.</summary>
/// <param name="show">Renders what has changed.</param>
internal sealed class ApiKeysDesk(ApiKeys keys, ApiKeyActions actions, TeamAccess access, Action show)
{
    /// <summary>Null until they have been read.</summary>
    public IReadOnlyList<ApiKeyView>? Keys { get; private set; }
    public int Held { get; private set; }
    /// <summary>The key that Heymarket is being asked about just now.</summary>
    public long? Busy { get; private set; }
    public string? Title { get; private set; }
    public ApiKeyActions.Said? Said { get; private set; }

    public async Task ReadAsync()
    {
        (Keys, Held) = (await keys.ListAsync(access.TeamId), await actions.HeldAsync(access));
        show();
    }

    public Task VerifyAsync(ApiKeyView key) => DoAsync(key, $"Verified {key.Label}", $"{key.Label} could not be verified", actions.VerifyAsync);

    public Task PromoteAsync(ApiKeyView key) => DoAsync(key, $"Promoted {key.Label}", $"{key.Label} was not promoted", actions.PromoteAsync);

    public Task RevokeAsync(ApiKeyView key) => DoAsync(key, $"Revoked {key.Label}", $"{key.Label} was not revoked", actions.RevokeAsync);

    public Task SayAsync(string title, ApiKeyActions.Said said)
    {
        (Title, Said) = (title, said);
        return ReadAsync();
    }

    private async Task DoAsync(ApiKeyView key, string done, string not, Func<TeamAccess, ApiKeyView, Task<ApiKeyActions.Said>> act)
    {
        // The buttons stay enabled, or the one just pressed would lose the focus.
        if (Busy is not null)
        {
            return;
        }
        Busy = key.Id;
        show();
        var said = await act(access, key);
        Busy = null;
        await SayAsync(said.Done ? done : not, said);
    }
}
