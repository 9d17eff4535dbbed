namespace HeymarketPortal.Accounts;

/// <summary>
/// <c>GET /account/session</c> says how long the browser's session lasts; <c>POST</c> says that somebody is there. Pages ask it, because a
/// circuit is no request: without this, who works on one page for half an hour would be signed out of it.
/// </summary>
internal static class SessionEndpoint
{
    public const string Path = "/account/session";

    /// <summary>Whether a request is somebody doing something. A circuit that connects again is not, nor is a look at the clock.</summary>
    public static bool IsActivity(HttpRequest request) =>
        !request.Path.StartsWithSegments("/_blazor") && !(request.Path.Equals(Path, StringComparison.OrdinalIgnoreCase) && HttpMethods.IsGet(request.Method));

    /// <summary>204 where there is no session any more: an answer that a browser does not report as a failure.</summary>
    public static IResult Answer(HttpContext http) => http.Features.Get<SessionEnds>() is { } ends
        ? Results.Json(new { account = ends.AccountId, idle = (int)ends.Idle.TotalSeconds, whole = (int)ends.Whole.TotalSeconds })
        : Results.NoContent();
}
