using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace HeymarketPortal.Teams;

/// <summary>
/// Stands before every address with a <c>{team}</c>: 404 for a foreign, unknown or archived team, 403 for a missing role, and
/// all of it before anything renders. A circuit answers 200 to any address, so this cannot be left to the pages.
/// </summary>
public sealed class TeamGate(RequestDelegate next, ILogger<TeamGate> log, TeamDirectory teams)
{
    /// <summary>The name of the route value that chooses the team.</summary>
    public const string RouteValue = "team";

    public async Task InvokeAsync(HttpContext context)
    {
        var refusal = context.GetRouteValue(RouteValue) is string slug ? await CheckAsync(context, slug)
            : Is<AdministratorPageAttribute>(context) ? await CheckAsync(context, teams.IsAdministratorAsync, TeamRefusal.ForAdministrators)
            : Is<AuditorPageAttribute>(context) ? await CheckAsync(context, teams.IsAuditorAsync, TeamRefusal.ForAuditors) : null;
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
            // Its words go to whoever writes the page of an answer without a body.
            context.Features.Set(refusal);
            context.Response.StatusCode = refusal.Status;
            // The route and not the address: that may name a team that the account should not know of.
            log.LogInformation("Account {Account} was refused {Route} with {Status}.", AccountOf(context.User), (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText, refusal.Status);
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

    private static async Task<TeamRefusal?> CheckAsync(HttpContext context, Func<long, Task<bool>> may, TeamRefusal otherwise) =>
        AccountOf(context.User) is not { } accountId ? SignInFirst : await may(accountId) ? null : otherwise;

    private static readonly TeamRefusal SignInFirst = new(StatusCodes.Status401Unauthorized, "", "");

    private static bool Is<T>(HttpContext context) where T : Attribute => context.GetEndpoint()?.Metadata.GetMetadata<T>() is not null;

    /// <summary>The account that a cookie or a circuit stands for.</summary>
    public static long? AccountOf(ClaimsPrincipal? user) => user?.Identity?.IsAuthenticated == true
        && long.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id) ? id : null;
}
