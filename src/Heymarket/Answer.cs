namespace HeymarketPortal.Heymarket;

/// <summary>What came of reading something from Heymarket. Never an exception on a page.</summary>
public abstract record Answer<T>
{
    private Answer()
    {
    }

    /// <param name="At">When Heymarket said so: an answer is kept for a minute.</param>
    public sealed record Read(T Value, DateTimeOffset At) : Answer<T>;

    /// <param name="Sentence">For people: what happened and what to do.</param>
    /// <param name="RequestId">What Heymarket's support asks for.</param>
    public sealed record Failed(ReadFailure Kind, string Sentence, string? RequestId) : Answer<T>;

    /// <summary>The value, when it was read.</summary>
    public T? ValueOrDefault => this is Read read ? read.Value : default;
}

/// <summary>Why something could not be read.</summary>
public enum ReadFailure
{
    /// <summary>The team has no API key.</summary>
    NoApiKey,
    /// <summary>The API key cannot be opened in this installation.</summary>
    KeySealed,
    /// <summary>Heymarket refused the API key (401 or 403).</summary>
    KeyRefused,
    /// <summary>No answer came.</summary>
    Unreachable,
    /// <summary>Heymarket asked to slow down (429).</summary>
    SlowDown,
    /// <summary>Something answered that does not speak Heymarket's API.</summary>
    NotHeymarket,
    /// <summary>Heymarket answered with an error of its own.</summary>
    Trouble,
    /// <summary>The team's requests go to the sandbox, and the sandbox is off.</summary>
    SandboxOff,
    /// <summary>This account lacks the call: it answered 404, 405, 410 or 501.</summary>
    NoSuchCall,
    /// <summary>Heymarket knows nothing of this id, or does not show it to this API key.</summary>
    NotFound,
}
