namespace HeymarketPortal.Accounts;

/// <summary>The first administrator of an unattended installation.</summary>
public sealed class FirstRunOptions
{
    public const string Section = "FirstRun";

    public string? Email { get; set; }
    public string? Password { get; set; }

    /// <summary>Whether a sandbox team is made too, with a key in use.</summary>
    public bool SandboxTeam { get; set; }
}
