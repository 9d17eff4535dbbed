namespace HeymarketPortal.Sending;

/// <summary>A send taken from the ledger to be carried out, with all that its request needs.</summary>
/// <param name="AttemptId">The fence: only this attempt may write the outcome.</param>
/// <param name="ApiKeyId">The key that signs it.</param>
/// <param name="Sandbox">Whether it goes to the sandbox instead of Heymarket.</param>
/// <param name="RateKey">The Heymarket account whose budget it uses.</param>
/// <param name="Body">The exact bytes to send.</param>
public sealed record Claim(long SendId, long TeamId, Guid AttemptId, long ApiKeyId, bool Sandbox, string RateKey, byte[] Body)
{
    /// <summary>From then on it waited for its turn.</summary>
    public DateTimeOffset DueAt { get; init; }
}
