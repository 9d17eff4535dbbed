using System.Reflection;
using HeymarketPortal.Tests;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace HeymarketPortal.BrowserTests;

/// <summary>Every page there is, from the components' own routes: a new page is covered by itself.</summary>
internal static class PortalPages
{
    /// <summary>Pages that need more than a filled portal, and the test that opens them.</summary>
    private static readonly string[] Elsewhere = ["/first-run", "/"];

    public static TheoryData<string> Routes =>
        [.. Components().Select(page => page.Route).Except(Elsewhere).Concat(
            ["/sandbox", "/sandbox/conversations/{conversation}", "/sandbox/conversations/1", "/t/{team}/no-such-page", "/t/no-such-team"])
            .Order(StringComparer.Ordinal)];

    /// <summary>Whether a page is for people who are not signed in; others would be led away from it.</summary>
    public static bool IsAnonymous(string route) => Components().FirstOrDefault(page => page.Route == route).Type?.IsDefined(typeof(AllowAnonymousAttribute)) == true;

    /// <summary>Whether the page is answered with a refusal, which the browser notes on its console.</summary>
    public static bool IsRefused(string route) => route is "/sandbox/conversations/1" or "/t/{team}/no-such-page" or "/t/no-such-team" or "/not-found";

    /// <summary>The address of a route, with something real in place of each parameter.</summary>
    public static string AddressOf(string route, FilledPortal portal) => route
        .Replace("{team}", PortalHost.SandboxTeam, StringComparison.Ordinal)
        .Replace("{id:long}", $"{portal.UnknownId}", StringComparison.Ordinal)
        .Replace("{conversation}", $"{portal.ConversationId}", StringComparison.Ordinal);

    private static IEnumerable<(Type Type, string Route)> Components() =>
        from type in typeof(Program).Assembly.GetTypes()
        from route in type.GetCustomAttributes<RouteAttribute>(inherit: false)
        select (type, route.Template);
}
