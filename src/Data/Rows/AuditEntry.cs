namespace HeymarketPortal.Data;

/// <summary>Who did what, when. Ids only, no text and no numbers. Chained by hash: one chain per team, one for the portal.</summary>
public sealed class AuditEntry
{
    public long Id { get; set; }
    /// <summary>The team's id; 0 is the portal's own chain.</summary>
    public long Chain { get; set; }
    /// <summary>1, 2, 3 … within the chain, without gaps.</summary>
    public long Sequence { get; set; }
    public DateTimeOffset At { get; set; }
    /// <summary>The account; null for the command line and the portal itself.</summary>
    public long? AccountId { get; set; }
    /// <summary>What happened, such as <c>send.confirmed</c>.</summary>
    public required string Action { get; set; }
    /// <summary>What it happened to, such as <c>send:42</c>.</summary>
    public required string Subject { get; set; }
    /// <summary>More ids or words from closed lists, such as <c>role=Texter</c>.</summary>
    public string? Detail { get; set; }
    public required string PreviousHash { get; set; }
    public required string Hash { get; set; }
}
