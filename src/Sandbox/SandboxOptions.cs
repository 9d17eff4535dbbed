namespace HeymarketPortal.Sandbox;

/// <summary>Whether the sandbox is on and where it keeps its truth: section <c>Sandbox</c> of the configuration.</summary>
public sealed class SandboxOptions
{
    public const string Section = "Sandbox";

    /// <summary>The pages for people, and everything that is not Heymarket's own API.</summary>
    public const string Root = "/sandbox";

    /// <summary>What a client appends to the portal's own address to get its base address.</summary>
    public const string ApiRoot = "/sandbox/heymarket";

    /// <summary>On or off. Not set: on in Development, else off.</summary>
    public bool? Enabled { get; set; }

    /// <summary>The SQLite file, relative to the content root. Its folder is made when absent.</summary>
    public string Database { get; set; } = "data/sandbox.db";

    public bool IsOn(IHostEnvironment environment) => Enabled ?? environment.IsDevelopment();

    public string DatabasePath(IHostEnvironment environment) => Path.GetFullPath(Database, environment.ContentRootPath);
}
