namespace HeymarketPortal.Data;

/// <summary>What was learnt of a send besides the answer to its own request. Added, never changed.</summary>
public sealed class Evidence : ITeamRow
{
    public long Id { get; set; }
    public long SendId { get; set; }
    public long TeamId { get; set; }
    public DateTimeOffset At { get; set; }
    public EvidenceSource Source { get; set; }
    public EvidenceVerdict Verdict { get; set; }
    /// <summary>The message that was seen.</summary>
    public long? MessageId { get; set; }
    /// <summary>What was seen, in words and fields, for a person to compare.</summary>
    public string? Details { get; set; }
    /// <summary>Heymarket's <c>X-Request-Id</c> of the read.</summary>
    public string? RequestId { get; set; }
}

public enum EvidenceSource
{
    /// <summary>Read back from Heymarket's messages.</summary>
    ReadBack,
    /// <summary>Told by a webhook.</summary>
    Webhook,
}

public enum EvidenceVerdict
{
    /// <summary>A message with its local id.</summary>
    Found,
    /// <summary>A good read without it.</summary>
    Absent,
    /// <summary>A message that matches in all but the local id: for a person to judge.</summary>
    Probable,
}
