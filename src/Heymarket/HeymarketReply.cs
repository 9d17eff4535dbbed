using HeymarketPortal.Sending;

namespace HeymarketPortal.Heymarket;

/// <summary>What came of one call: an answer, a failure on the way, or a stop before it began.</summary>
public sealed record HeymarketReply
{
    public int? Status { get; init; }
    /// <summary>As much of the body as was read, as text.</summary>
    public string Body { get; init; } = "";
    /// <summary><c>X-Request-Id</c>.</summary>
    public string? RequestId { get; init; }
    /// <summary>What the answer's <c>Date</c> header calls now.</summary>
    public DateTimeOffset? Date { get; init; }
    public TimeSpan? RetryAfter { get; init; }
    /// <summary>How the call failed. Beside a <see cref="Status"/>: the answer began and did not end.</summary>
    public Failure? Failure { get; init; }
    public bool Left { get; init; }
    public Stopped? Stopped { get; init; }

    public bool Succeeded => Status is >= 200 and < 300 && Failure is null;
}
