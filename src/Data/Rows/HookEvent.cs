namespace HeymarketPortal.Data;

/// <summary>A webhook's call as it came: stored before it is answered, then worked off.</summary>
public sealed class HookEvent : ITeamRow
{
    public long Id { get; set; }
    public long TeamId { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }
    /// <summary>Heymarket's word, in one spelling: <c>message_sent</c>, <c>message_received</c>, <c>target_opt_out</c>…</summary>
    public required string Type { get; set; }
    /// <summary>What makes a repeat of the same event a repeat: unique in its team.</summary>
    public required string Fingerprint { get; set; }
    public required string Body { get; set; }
    public DateTimeOffset? HandledAt { get; set; }
    /// <summary>What it led to, for people.</summary>
    public string? Note { get; set; }
}

/// <summary>A number that asked to be left alone, as Heymarket told it.</summary>
public sealed class OptOut : ITeamRow
{
    public long TeamId { get; set; }
    /// <summary>E.164 digits.</summary>
    public required string PhoneNumber { get; set; }
    public DateTimeOffset At { get; set; }
}
