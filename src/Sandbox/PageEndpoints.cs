using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HeymarketPortal.Sandbox;

/// <summary>The pages for people.</summary>
internal static class PageEndpoints
{
    private const int Lines = 200;

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("", Home);
        pages.MapGet("/conversations/{id:long}", Conversation);
    }

    private static RazorComponentResult Home(
        HttpRequest request, SandboxReads reads, SandboxKeys keys, SwitchBoard board, IHostEnvironment environment, string? secretId = null)
    {
        var asked = secretId?.Trim() is { Length: > 0 } text ? text : null;
        var model = new SandboxPageModel(
            request.PathBase, $"{request.Scheme}://{request.Host}{request.PathBase}{SandboxOptions.ApiRoot}",
            asked, Guid.TryParseExact(asked, "D", out _) ? SandboxKeys.SecretKeyFor(asked!) : null,
            reads.Latest(SandboxPageModel.Shown),
            [.. JsonSerializer.SerializeToElement(board.Current, SandboxJson.Switches).EnumerateObject().Select(one => (one.Name, one.Value.ToString()))],
            environment.IsDevelopment(), row => keys.AccountOf(row.Account).Team.Name);
        return Page<SandboxPage>(request, new() { ["Model"] = model });
    }

    private static RazorComponentResult Conversation(long id, HttpRequest request, SandboxReads reads, SandboxKeys keys)
    {
        if (reads.Conversation(id) is not { } conversation)
        {
            return Page<NoConversationPage>(request, new() { ["PathBase"] = request.PathBase.Value }, 404);
        }

        var messages = reads.Messages(id, DateTimeOffset.MaxValue.Micros(), Lines);
        messages.Reverse();
        return Page<ConversationPage>(request, new()
        {
            ["Model"] = new ConversationPageModel(
                request.PathBase, conversation, keys.AccountOf(conversation.Account), messages,
                conversation.IsBroadcast ? reads.Parts(id) : []),
        });
    }

    private static RazorComponentResult Page<T>(HttpRequest request, Dictionary<string, object?> parameters, int status = 200)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return new(typeof(T), parameters) { StatusCode = status, PreventStreamingRendering = true };
    }
}
