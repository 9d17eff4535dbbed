using Microsoft.AspNetCore.Http.Extensions;

namespace HeymarketPortal.Hosting;

/// <summary>Another site's page may open a socket to us, with the visitor's cookie: the circuit answers to our own pages only.</summary>
internal static class SocketOrigin
{
    public static Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        var own = UriHelper.BuildAbsolute(request.Scheme, request.Host).TrimEnd('/');
        if (!request.Path.StartsWithSegments("/_blazor") || request.Headers.Origin is not [{ Length: > 0 } origin]
            || origin.Equals(own, StringComparison.OrdinalIgnoreCase))
        {
            return next(http);
        }
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
