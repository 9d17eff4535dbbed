using System.Globalization;
using System.Net.Mime;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;

namespace HeymarketPortal.Teams;

/// <summary>
/// Stands before every address with a <c>{team}</c>: 404 for a foreign, unknown or archived team, 403 for a missing role, and
/// all of it before anything renders. A circuit answers 200 to any address, so this cannot be left to the pages.
/// </summary>
public sealed class TeamGate(RequestDelegate next, TeamDirectory teams)
{
    /// <summary>The name of the route value that chooses the team.</summary>
    public const string RouteValue = "team";

    public async Task InvokeAsync(HttpContext context)
    {
        var refusal = context.GetRouteValue(RouteValue) is string slug ? await CheckAsync(context, slug)
            : IsForAdministrators(context) ? await CheckAdministratorAsync(context) : null;
        if (refusal is null)
        {
            await next(context);
        }
        else if (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            await context.ChallengeAsync();
        }
        else
        {
            await WriteAsync(context, refusal);
        }
    }

    private async Task<TeamRefusal?> CheckAsync(HttpContext context, string slug)
    {
        if (AccountOf(context.User) is not { } accountId)
        {
            return SignInFirst;
        }
        var access = await teams.AccessAsync(accountId, slug);
        var refusal = TeamRefusal.Of(access, context.GetEndpoint()?.Metadata.GetMetadata<TeamPageAttribute>());
        if (refusal is null && HttpMethods.IsGet(context.Request.Method))
        {
            await teams.RememberAsync(accountId, access!.TeamId);
        }
        return refusal;
    }

    private async Task<TeamRefusal?> CheckAdministratorAsync(HttpContext context) =>
        AccountOf(context.User) is not { } accountId ? SignInFirst
        : await teams.IsAdministratorAsync(accountId) ? null : TeamRefusal.ForAdministrators;

    private static readonly TeamRefusal SignInFirst = new(StatusCodes.Status401Unauthorized, "", "");

    private static bool IsForAdministrators(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<AdministratorPageAttribute>() is not null;

    /// <summary>The account that a cookie or a circuit stands for.</summary>
    public static long? AccountOf(ClaimsPrincipal? user) => user?.Identity?.IsAuthenticated == true
        && long.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id) ? id : null;

    private static async Task WriteAsync(HttpContext context, TeamRefusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        context.Response.ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        var (title, sentence) = (HtmlEncoder.Default.Encode(refusal.Title), HtmlEncoder.Default.Encode(refusal.Sentence));
        // Plain HTML in the clothes of the account pages: nothing of the portal runs for somebody who is shown out.
        await context.Response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{title} · Heymarket Portal</title>
              <script src="/theme.js"></script>
              <link rel="stylesheet" href="/app.css">
              <link rel="icon" type="image/svg+xml" href="/favicon.svg">
            </head>
            <body>
              <div class="door">
                <header><span class="mark">Heymarket Portal</span></header>
                <main class="gate">
                  <div class="card">
                    <div>
                      <h1>{title}</h1>
                      <p class="two">{sentence}</p>
                    </div>
                    <a class="btn primary" href="/">Go to the start</a>
                  </div>
                </main>
                <footer></footer>
              </div>
            </body>
            </html>
            """);
    }
}
