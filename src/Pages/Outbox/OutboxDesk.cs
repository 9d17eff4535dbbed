using HeymarketPortal.Data;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Pages.Outbox;

/// <summary>What the Outbox shows, read anew whenever something moves.</summary>
/// <param name="show">Renders what has changed.</param>
internal sealed class OutboxDesk(OutboxQueries queries, Drafts drafts, TeamStops stops, TeamChanges teamChanges, TeamAccess access, Action show)
{
    /// <summary>Null until it has been read.</summary>
    public OutboxView? View { get; private set; }
    public IReadOnlyList<OpenDraft>? Drafts { get; private set; }
    /// <summary>Why the team was not stopped.</summary>
    public string? Refusal { get; private set; }
    /// <summary>What waits for a person comes first, if there is any; it stays while that changes under somebody's hands.</summary>
    public string? FirstTab { get; private set; }

    public async Task ReadDraftsAsync() => Drafts = await drafts.AllAsync(access.Actor);

    public async Task ReadAllAsync()
    {
        await ReadDraftsAsync();
        await ReadAsync();
    }

    public async Task ReadAsync()
    {
        View = await queries.ReadAsync(access.TeamId);
        FirstTab ??= View is { Review.Count: 0, Waiting.Count: > 0 } ? "waiting" : "review";
        show();
    }

    /// <summary>One press, without a question: whoever presses it is in a hurry.</summary>
    public async Task<bool> StopAsync()
    {
        Refusal = await stops.StopAsync(access.Actor);
        teamChanges.Tell(access.TeamId);
        await ReadAsync();
        return Refusal is null;
    }
}
