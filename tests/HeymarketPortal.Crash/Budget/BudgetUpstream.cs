using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HeymarketPortal.Crash;

/// <summary>
/// Stands for several Heymarket accounts, told apart by their keys <c>key-1</c>, <c>key-2</c>, …, and writes down when each request
/// arrived. An account can be told to answer everything with 429 or 401 from now on.
/// </summary>
internal sealed class BudgetUpstream(StreamWriter log)
{
    /// <summary>One send in so many is accepted and answered with 500: it is Unknown until it is read back.</summary>
    private const int LostEvery = 5;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentDictionary<int, int> _refusals = new();
    private readonly ConcurrentDictionary<string, Sent> _sent = new();
    private int _messages = 9_000_000;

    public static async Task RunAsync(int port, string arrivals)
    {
        await using var log = new StreamWriter(arrivals, append: true) { AutoFlush = true };
        var server = new BudgetUpstream(log);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        app.MapGet("/ready", () => "");
        app.MapPost("/refuse/{account:int}/{status:int}", (int account, int status) => server._refusals[account] = status);
        var api = app.MapGroup("/v1").AddEndpointFilter(server.CountAsync);
        api.MapGet("/inboxes", () => Json("""[{"id":413,"name":"Front Desk","phones":["14155550100"],"members":[12]}]"""));
        api.MapGet("/team", (HttpContext http) => Json($$"""{"id":{{AccountOf(http)}},"name":"Account {{AccountOf(http)}}","members":[{"id":12,"name":"Sam Ortiz"}]}"""));
        api.MapGet("/users", () => Json("""{"memberships":[{"id":12,"name":"Sam Ortiz"}]}"""));
        api.MapGet("/messages", server.Messages);
        api.MapPost("/message/send", server.SendAsync);
        await app.RunAsync();
    }

    private async ValueTask<object?> CountAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var account = AccountOf(http);
        var arrival = new Arrival(account, http.Request.Method == "POST", Stopwatch.GetTimestamp() * 1_000 / Stopwatch.Frequency);
        lock (log)
        {
            log.WriteLine(arrival.Line);
        }
        await Task.Delay(Latency, http.RequestAborted);
        if (!_refusals.TryGetValue(account, out var status))
        {
            return await next(context);
        }
        http.Response.Headers.RetryAfter = status == StatusCodes.Status429TooManyRequests ? "1" : default;
        return Results.StatusCode(status);
    }

    private async Task<IResult> SendAsync(HttpRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.Body);
        var sent = new Sent(Interlocked.Increment(ref _messages), body.RootElement.GetProperty("local_id").GetString()!,
            body.RootElement.GetProperty("text").GetString()!, DateTimeOffset.UtcNow);
        _sent[body.RootElement.GetProperty("phone_number").GetString()!] = sent;
        if (sent.Id % LostEvery == 0)
        {
            return Results.StatusCode(StatusCodes.Status500InternalServerError);
        }
        return Results.Json(new { id = sent.Id, date = sent.At });
    }

    private IResult Messages(string phoneNumber) => Results.Json(_sent.TryGetValue(phoneNumber, out var sent)
        ? (object[])[new { id = sent.Id, local_id = sent.LocalId, text = sent.Text, date = sent.At, status = "delivered", user = 12, target = phoneNumber }]
        : []);

    private static IResult Json(string body) => Results.Content(body, "application/json");

    // Authorization: Bearer key-2
    private static int AccountOf(HttpContext http) => int.Parse(http.Request.Headers.Authorization.ToString().Split('-')[^1], CultureInfo.InvariantCulture);

    private sealed record Sent(int Id, string LocalId, string Text, DateTimeOffset At);
}
