namespace HeymarketPortal.Pages.Outbox;

/// <summary>What came of the last click in a tab of the Outbox.</summary>
public abstract record OutboxNews
{
    private OutboxNews()
    {
    }

    /// <param name="Sentence">Why nothing was changed.</param>
    public sealed record Refused(string Sentence) : OutboxNews;

    /// <summary>A send was stopped and is a draft now.</summary>
    public sealed record Kept(string Recipient, Guid Draft) : OutboxNews;

    /// <summary>A send may leave now, without waiting for its time.</summary>
    public sealed record Released(string Recipient, long SendId) : OutboxNews;

    /// <summary>Sends were made that repeat earlier ones.</summary>
    /// <param name="Whom">The recipient of the only one, or how many texts.</param>
    /// <param name="LeftOut">What was not sent again, and why.</param>
    public sealed record Again(IReadOnlyList<long> Sent, string Whom, IReadOnlyList<string> LeftOut) : OutboxNews;

    /// <summary>Something was settled, or is looked for now.</summary>
    public sealed record Told(string Title, string Sentence) : OutboxNews;
}
