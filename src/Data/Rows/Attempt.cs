using HeymarketPortal.Sending;

namespace HeymarketPortal.Data;

/// <summary>One HTTP request made for a send. Written at the claim, ended once, never removed.</summary>
public sealed class Attempt : ITeamRow
{
    /// <summary>UUIDv7; also the fence: an outcome is written only by the attempt that holds the send.</summary>
    public Guid Id { get; set; }
    public long SendId { get; set; }
    public long TeamId { get; set; }
    public long ApiKeyId { get; set; }
    public required string LocalId { get; set; }
    /// <summary>SHA-256 of the request's bytes.</summary>
    public required string BodyHash { get; set; }
    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public int? HttpStatus { get; set; }
    public Failure? Failure { get; set; }
    /// <summary>Heymarket's <c>X-Request-Id</c>.</summary>
    public string? RequestId { get; set; }
    /// <summary>The outcome's word: Accepted, Rejected, NotSent, Doubted, KeyRefused, Unknown.</summary>
    public string? Outcome { get; set; }
    public string? Reason { get; set; }
    /// <summary>The answer's body where it settles nothing: evidence for a person.</summary>
    public string? Evidence { get; set; }
}
