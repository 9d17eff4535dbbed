using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Heymarket;

/// <summary>One request as the server received it.</summary>
public sealed record Received(string Method, string Target, string? Authorization, string? ContentType, string Body);

/// <summary>A real Kestrel that writes down every request and answers as the test says.</summary>
public sealed class RecordingServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _received = new();

    private RecordingServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());
    public IReadOnlyList<Received> Requests => [.. _received];
    /// <summary>What its answers call now.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
    /// <summary>What each path answers; 404 where it is not named.</summary>
    public Dictionary<string, Func<HttpContext, Task>> Answers { get; } = [];

    public static async Task<RecordingServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var server = new RecordingServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    public void Says(string path, string body, int status = 200, string contentType = "application/json", Action<HttpResponse>? more = null) =>
        Answers[path] = async http =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = contentType;
            http.Response.Headers["X-Request-Id"] = $"req-{_received.Count}";
            more?.Invoke(http.Response);
            await http.Response.WriteAsync(body);
        };

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        _received.Enqueue(new(http.Request.Method, http.Request.Path + http.Request.QueryString,
            http.Request.Headers.Authorization, http.Request.ContentType, body));
        http.Response.Headers.Date = Time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        if (Answers.TryGetValue(http.Request.Path, out var answer))
        {
            await answer(http);
        }
        else
        {
            http.Response.StatusCode = 404;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
