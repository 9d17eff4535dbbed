using System.Text.Json;
using System.Text.Json.Nodes;

namespace HeymarketPortal.Sandbox;

/// <summary>For programs, beside the API: what was received, and in Development the switches.</summary>
internal static class WitnessEndpoints
{
    public static void Map(RouteGroupBuilder pages, bool isDevelopment)
    {
        pages.MapGet("/received", Received);
        if (isDevelopment)
        {
            pages.MapGet("/switches", (SwitchBoard board) => Results.Json(board.Current, SandboxJson.Switches));
            pages.MapPost("/switches", ChangeAsync);
            pages.MapPost("/webhooks", AimAsync);
        }
    }

    /// <summary>Every send request with a readable key, oldest first, taken or not; <c>after</c> skips those up to an id.</summary>
    private static IResult Received(SandboxReads reads, SandboxKeys keys, long after = 0) => Results.Json(
        reads.Received(after).Select(row => new
        {
            row.Id,
            At = SandboxTime.FromMicros(row.At).Wire(),
            row.RequestId,
            Account = keys.AccountOf(row.Account).Team.Id,
            Team = keys.AccountOf(row.Account).Team.Name,
            row.Scheme,
            row.LastFour,
            Headers = JsonNode.Parse(row.Headers),
            row.Body,
            row.Kind,
            row.Target,
            row.Text,
            row.LocalId,
            row.SameLocalId,
            row.Accepted,
            row.Status,
            row.Outcome,
            MessageId = row.Message,
            ConversationId = row.Conversation,
        }),
        SandboxJson.Wire);

    /// <summary>Sample: <c>{"key":"sbx_demo","address":"http://localhost:5080/hooks/heymarket/…","token":"…"}</c>.</summary>
    private static async Task<IResult> AimAsync(HttpContext http, SandboxKeys keys, HookSender hooks)
    {
        var asked = await Bodies.ReadAsync<HookRequest>(http);
        var problem = keys.Recognise($"Bearer {asked?.Key}") is not { } caller ? "key is none of the sandbox" : hooks.Aim(caller.Account, asked!.Address, asked.Token);
        return problem is null ? Results.Ok() : Results.Json(new { message = problem }, statusCode: 400);
    }

    private sealed record HookRequest(string? Key, string? Address, string? Token);

    private static async Task<IResult> ChangeAsync(HttpRequest request, SwitchBoard board)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted) is not JsonObject change
                ? Results.Json(new { message = "The body is not a JSON object." }, statusCode: 400)
                : board.Change(change) is { } problem
                    ? Results.Json(new { message = problem }, statusCode: 400)
                    : Results.Json(board.Current, SandboxJson.Switches);
        }
        catch (JsonException)
        {
            return Results.Json(new { message = "The body is not JSON." }, statusCode: 400);
        }
    }
}
