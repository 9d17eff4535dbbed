using HeymarketPortal.Tests;

namespace HeymarketPortal.BrowserTests;

/// <summary>A browser test against a portal in this process.</summary>
/// <param name="shared">The portal of a whole class; null where each test starts one of its own.</param>
public abstract class PortalTest(BrowserRun run, PortalHost? shared) : BrowserTest(run)
{
    protected const string Team = $"/t/{PortalHost.SandboxTeam}";

    protected PortalHost Portal { get; private set; } = null!;

    /// <summary>A portal of the test's own, disposed with it.</summary>
    protected virtual Task<PortalHost> OwnPortalAsync() => PortalHost.StartAsync();

    protected override async Task<Uri> StartAsync()
    {
        Portal = shared ?? await OwnPortalAsync();
        return Portal.Address;
    }

    protected override ValueTask StopAsync() => shared is null && Portal is not null ? Portal.DisposeAsync() : ValueTask.CompletedTask;
}
