using HeymarketPortal.Tests;

namespace HeymarketPortal.BrowserTests;

/// <summary>A portal nobody has set up yet.</summary>
public sealed class FreshPortal(string upstream) : PortalHost(null,
    ("FirstRun:Email", ""), ("FirstRun:Password", ""), ("FirstRun:SandboxTeam", "false"), ("Heymarket:BaseAddress", upstream));
