using System.Net;
using HeymarketPortal.Accounts;

namespace HeymarketPortal.Tests.Accounts;

/// <summary>What the tests of this folder do at the portal's doors.</summary>
internal static class Doors
{
    public static readonly (string, string)[] NobodyYet = [("FirstRun:Email", ""), ("FirstRun:Password", ""), ("FirstRun:SandboxTeam", "false")];

    public static Task<PortalHost> StartWithoutAccountsAsync(params (string, string)[] more) => PortalHost.StartAsync([.. NobodyYet, .. more]);

    public static string FirstRunLink(this PortalHost portal) => $"/first-run?code={portal.Get<FirstRunCode>().Current}";

    /// <summary>Another browser, in another network.</summary>
    public static PortalClient NewClientFrom(this PortalHost portal, string address)
    {
        var client = portal.NewClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }

    /// <summary>Where an answer leads: its redirect's path and query.</summary>
    public static string? LeadsTo(this HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.Redirect or HttpStatusCode.SeeOther => new Uri(response.RequestMessage!.RequestUri!, response.Headers.Location!).PathAndQuery,
        _ => null,
    };

    public static async Task<bool> IsSignedInAsync(this PortalClient client)
    {
        using var answer = await client.AskAsync("/account/manage");
        return answer.StatusCode == HttpStatusCode.OK;
    }
}
