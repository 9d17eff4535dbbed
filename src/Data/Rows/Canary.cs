namespace HeymarketPortal.Data;

/// <summary>One sealed word per master key. A key that cannot open it is the wrong key, and the portal does not start.</summary>
public sealed class Canary
{
    public required string KeyId { get; set; }
    public required string Sealed { get; set; }
}
