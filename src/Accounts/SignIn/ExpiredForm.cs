using Microsoft.AspNetCore.Antiforgery;

namespace HeymarketPortal.Accounts;

/// <summary>
/// A form from before somebody signed in or out in another tab no longer counts. Instead of an empty 400, its page is shown
/// again; nothing was done.
/// </summary>
internal static class ExpiredForm
{
    public static Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var path = http.Request.Path;
        var expired = http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false }
            && (path.StartsWithSegments("/account") || path.StartsWithSegments("/first-run"));
        if (!expired)
        {
            return next(http);
        }
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = http.Request.PathBase + path + http.Request.QueryString;
        return Task.CompletedTask;
    }
}
