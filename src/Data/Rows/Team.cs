namespace HeymarketPortal.Data;

/// <summary>A tenant. Everything with a <c>TeamId</c> belongs to exactly one.</summary>
public sealed class Team
{
    public long Id { get; set; }
    public required string Name { get; set; }
    /// <summary>The team's name in addresses: "Twin Clinic" is <c>twin-clinic</c>.</summary>
    public required string Slug { get; set; }
    /// <summary>IANA name, such as <c>America/Los_Angeles</c>.</summary>
    public required string TimeZone { get; set; }
    /// <summary>Its requests go to the sandbox and nowhere else.</summary>
    public bool Sandbox { get; set; }
    /// <summary>The team's data key, wrapped by the master key. Seals the team's API keys.</summary>
    public required string WrappedKey { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? ArchivedAt { get; set; }

    /// <summary>After how many days message text and numbers are erased; null: never.</summary>
    public int? EraseAfterDays { get; set; }

    /// <summary>Members who sign in with a password alone are shown out of the team.</summary>
    public bool SecondFactorRequired { get; set; }

    /// <summary>Set while somebody has stopped all sends of the team.</summary>
    public DateTimeOffset? StoppedAt { get; set; }
    public string? StoppedBy { get; set; }

    /// <summary>The unguessable part of the address that Heymarket's webhooks call; null while there is none.</summary>
    public string? HookPath { get; set; }
    /// <summary>SHA-256 of the token that each call must carry, in lower-case hexadecimal.</summary>
    public string? HookTokenHash { get; set; }
}

/// <summary>A row that belongs to one team; the context filters it and refuses to save another team's.</summary>
public interface ITeamRow
{
    long TeamId { get; }
}
