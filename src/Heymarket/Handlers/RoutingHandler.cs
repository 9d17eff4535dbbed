namespace HeymarketPortal.Heymarket.Handlers;

/// <summary>Sends a sandbox team's requests to this portal's own sandbox, and never anywhere else.</summary>
internal sealed class RoutingHandler(SandboxAddress sandbox) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = HeymarketCall.Of(request);
        if (call.Sandbox)
        {
            if (sandbox.Value is not { } address)
            {
                return Task.FromResult(call.Stop(Stopped.SandboxOff));
            }
            request.RequestUri = new Uri(address.AbsoluteUri.TrimEnd('/') + CallPathOf(request.RequestUri!));
        }
        return base.SendAsync(request, cancellationToken);
    }

    // The base address may have a path of its own; the API's begins at its version.
    private static string CallPathOf(Uri uri) => uri.PathAndQuery[uri.PathAndQuery.IndexOf("/v1/", StringComparison.Ordinal)..];
}
