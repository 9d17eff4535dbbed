namespace HeymarketPortal.Sending;

/// <summary>What an attempt taught us about its send.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>Heymarket took it.</summary>
    public sealed record Accepted(Receipt Receipt) : Outcome;

    /// <summary>Heymarket refused this message; the same request would be refused again.</summary>
    public sealed record Rejected(string Reason) : Outcome;

    /// <summary>It certainly did not leave, or was turned away for now: the row goes back and the whole rate key pauses.</summary>
    /// <param name="RetryAfter">How long Heymarket asked to wait, when it said.</param>
    public sealed record NotSent(string Reason, TimeSpan? RetryAfter = null) : Outcome;

    /// <summary>Refused with 401 or 403: the key is to be probed before anything is said about the row.</summary>
    public sealed record Doubted(int Status, string Reason) : Outcome;

    /// <summary>The API key itself does not work: its sends are held, this one included.</summary>
    public sealed record KeyRefused(string Reason) : Outcome;

    /// <summary>It may have arrived.</summary>
    public sealed record Unknown(string Reason) : Outcome;
}
