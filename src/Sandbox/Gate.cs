using Microsoft.AspNetCore.Diagnostics;

namespace HeymarketPortal.Sandbox;

/// <summary>Stands before every call of the API: request id, credentials, rate limit, latency.</summary>
internal sealed class Gate(SandboxKeys keys, SwitchBoard switches, RateWindow window, SandboxStore store, TimeProvider time) : IEndpointFilter
{
    private static readonly object CallerKey = new();

    /// <summary>The caller that the gate let in.</summary>
    public static SandboxCaller CallerOf(HttpContext context) => (SandboxCaller)context.Items[CallerKey]!;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        context.Response.Headers["X-Request-Id"] = $"sbx-{Guid.CreateVersion7():N}";
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            // The portal's own words for a 404 are not Heymarket's.
            pages.Enabled = false;
        }

        var now = switches.Current;
        if (now.LatencyMs > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(now.LatencyMs), time, context.RequestAborted);
        }

        if (keys.Recognise(context.Request.Headers.Authorization) is not { } caller)
        {
            return Answers.Refuse(switches, 401, "missing or invalid credentials");
        }

        context.Items[CallerKey] = caller;
        if (window.Enter(caller.Account.Id) is not { } seconds)
        {
            return await next(invocation);
        }

        if (now.RetryAfter)
        {
            context.Response.Headers.RetryAfter = $"{seconds}";
        }

        if (context.Request.Path.Value!.EndsWith(SendEndpoint.Path, StringComparison.Ordinal))
        {
            var received = await SendEndpoint.ReceiveAsync(context, caller, time);
            await store.RefuseAsync(received.Row with { Status = 429, Outcome = "Refused 429: over the rate limit" });
        }

        return Answers.Refuse(switches, 429, "too many requests");
    }
}
