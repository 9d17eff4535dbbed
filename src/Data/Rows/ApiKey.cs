namespace HeymarketPortal.Data;

/// <summary>What authenticates a team to Heymarket. The secret part is sealed and opened only to sign a request.</summary>
public sealed class ApiKey : ITeamRow
{
    public long Id { get; set; }
    public long TeamId { get; set; }
    public ApiKeyKind Kind { get; set; }
    public ApiKeyState State { get; set; }
    public required string Label { get; set; }
    /// <summary>The static key or the Secret Key, as <c>v1.keyId.nonce.ciphertext.tag</c>; empty once destroyed.</summary>
    public required string SealedKey { get; set; }
    /// <summary>The Secret ID of an API secret, sealed alike.</summary>
    public string? SealedSecretId { get; set; }
    public required string LastFour { get; set; }
    /// <summary>Tells whether two rows hold the same key, without opening either. Keyed: no guess can be tried offline.</summary>
    public required string Fingerprint { get; set; }
    /// <summary>The Heymarket account behind it: the request budget belongs to that.</summary>
    public required string RateKey { get; set; }
    /// <summary>What Heymarket calls that account.</summary>
    public string? HeymarketTeam { get; set; }
    /// <summary>Why it needs attention, for people.</summary>
    public string? Trouble { get; set; }
    public long? CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? VerifiedAt { get; set; }
    public DateTimeOffset? LastUsedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
    /// <summary>When its sealed text is erased, because another key took its place; null for a key that stays.</summary>
    public DateTimeOffset? DestroyAt { get; set; }
    /// <summary>When the portal asked Heymarket about it by itself last.</summary>
    public DateTimeOffset? CheckedAt { get; set; }
    /// <summary>Why that said nothing about the key, for people; null when it did.</summary>
    public string? CheckMissed { get; set; }
}

public enum ApiKeyKind
{
    /// <summary>One long string, sent as it is.</summary>
    Static,
    /// <summary>A Secret ID and a Secret Key that sign a token for each request.</summary>
    Secret,
}

public enum ApiKeyState
{
    /// <summary>Verified, not in use.</summary>
    Ready,
    /// <summary>The one that signs the team's requests.</summary>
    InUse,
    /// <summary>In use, refused by Heymarket: nothing leaves with it.</summary>
    NeedsAttention,
    Revoked,
}
