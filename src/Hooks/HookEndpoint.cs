using System.Data.Common;
using System.Text;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Heymarket.Wire;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Hooks;

/// <summary>
/// <c>POST /hooks/heymarket/{path}</c>: stores what Heymarket tells before it answers 200. Nobody is signed in here: the path is
/// unguessable, and every call carries the team's token.
/// </summary>
internal static class HookEndpoint
{
    public const string Path = "/hooks/heymarket/{path}";
    public const int LargestBody = 256 * 1024;

    public static async Task<IResult> TakeAsync(string path, HttpContext http, TeamHooks teams, HookLog log, HookBell bell, ILoggerFactory logs)
    {
        var (body, refused) = await ReadAsync(http.Request, http.RequestAborted);
        if (body is null)
        {
            return Results.StatusCode(refused);
        }
        // All of it for an unknown path too: how long an answer takes tells nothing.
        var call = WireHooks.Read(body);
        var (teamId, genuine) = await teams.RecogniseAsync(path, call?.Token ?? TokenOf(http.Request));
        if (teamId is not { } team || !genuine)
        {
            return Results.StatusCode(teamId is null ? StatusCodes.Status404NotFound : StatusCodes.Status401Unauthorized);
        }
        if (call is null)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }
        var to = logs.CreateLogger(typeof(HookEndpoint));
        try
        {
            var fresh = await log.KeepAsync(team, Sameness.Of(call), CancellationToken.None);
            to.LogInformation("A webhook told team {TeamId} of {Type}{Repeat}", team, call.Type, fresh ? "" : ", once more");
        }
        catch (Exception failed) when (failed is DbException or DbUpdateException)
        {
            to.LogError(failed, "What a webhook told team {TeamId} could not be stored", team);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        bell.Ring();
        return Results.Ok();
    }

    private static async Task<(string? Body, int Refused)> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, stop);
            using var reader = new StreamReader(new MemoryStream(body.GetBuffer(), 0, (int)body.Length), Encoding.UTF8);
            return (await reader.ReadToEndAsync(stop), 0);
        }
        catch (BadHttpRequestException unreadable)
        {
            return (null, unreadable.StatusCode);
        }
    }

    // The documented place is the body; a client in the wild looks into headers too.
    private static string? TokenOf(HttpRequest request) =>
        request.Headers["X-Heymarket-Token"] is [{ Length: > 0 } own, ..] ? own
        : request.Headers.Authorization is [{ } bearer, ..] && bearer.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? bearer["Bearer ".Length..].Trim()
        : null;
}
