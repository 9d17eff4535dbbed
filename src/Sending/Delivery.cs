namespace HeymarketPortal.Sending;

/// <summary>What became of an accepted send on its way to the phone. Stored as its word.</summary>
public enum Delivery
{
    Delivered,
    Failed,
    /// <summary>The recipient has opted out.</summary>
    OptedOut,
}
