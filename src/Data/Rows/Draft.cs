namespace HeymarketPortal.Data;

/// <summary>A compose form not yet confirmed. Its id is the request id of the send it becomes, so that one draft gives one send.</summary>
public sealed class Draft : ITeamRow
{
    public Guid Id { get; set; }
    public long TeamId { get; set; }
    /// <summary>Who writes it; nobody else sees it.</summary>
    public long AccountId { get; set; }
    /// <summary>The form as JSON.</summary>
    public required string Form { get; set; }
    /// <summary>Counts the savings: whoever saves from an older one is refused.</summary>
    public int Version { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
}
