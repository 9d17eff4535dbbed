using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HeymarketPortal.Crash;

/// <summary>
/// Stands for Heymarket in a process of its own: as much of it as sending and reading back need, with faults. Repeats are accepted as often as they
/// come: nothing here helps the one who sends.
/// </summary>
internal sealed class UpstreamServer(TruthLog log, FaultMix faults, int latency)
{
    private const int Newest = 50;

    public static async Task RunAsync(int port, string truth, int seed, int latency)
    {
        using var log = new TruthLog(truth);
        var server = new UpstreamServer(log, new FaultMix(seed), latency);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        app.MapGet("/v1/inboxes", () => Json("""[{"id":413,"name":"Front Desk","phones":["14155550100"],"members":[12]}]"""));
        app.MapGet("/v1/team", () => Json("""{"id":7,"name":"Acme Clinics","members":[{"id":12,"name":"Sam Ortiz"}]}"""));
        app.MapGet("/v1/users", () => Json("""{"memberships":[{"id":12,"name":"Sam Ortiz"}]}"""));
        app.MapPost("/v1/message/send", server.SendAsync);
        app.MapGet("/v1/messages", server.Messages);
        await app.RunAsync();
    }

    private async Task SendAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        var (localId, phone, text) = (Of(body, "local_id"), Of(body, "phone_number"), Of(body, "text"));
        var (fault, before, after) = faults.Next();
        // Not cut short when the sender dies: what Heymarket has received it goes on with.
        await Task.Delay(TimeSpan.FromMilliseconds(before * latency), CancellationToken.None);
        var accepted = fault is Fault.None or Fault.AcceptThenReset or Fault.AcceptThenError or Fault.AcceptThenHang;
        var truth = log.Add(localId, phone, text, fault, accepted);
        await Task.Delay(TimeSpan.FromMilliseconds(after * latency), CancellationToken.None);
        switch (fault)
        {
            case Fault.AcceptThenReset or Fault.ResetBeforeAccept:
                http.Abort();
                break;
            case Fault.AcceptThenHang:
                await HangAsync(http.RequestAborted);
                break;
            case Fault.AcceptThenError or Fault.Unavailable or Fault.SlowDown or Fault.Refuse:
                http.Response.StatusCode = fault switch
                {
                    Fault.AcceptThenError => StatusCodes.Status500InternalServerError,
                    Fault.Unavailable => StatusCodes.Status503ServiceUnavailable,
                    Fault.SlowDown => StatusCodes.Status429TooManyRequests,
                    _ => StatusCodes.Status400BadRequest,
                };
                await http.Response.WriteAsJsonAsync(new { error = $"{fault}" }, CancellationToken.None);
                break;
            default:
                await http.Response.WriteAsJsonAsync(new { id = truth.MessageId, date = truth.At, gallery_url = "" }, CancellationToken.None);
                break;
        }
    }

    private IResult Messages(string phoneNumber, long? timestamp) => Results.Json(
        from truth in log.To(phoneNumber).Where(truth => timestamp is null || truth.At.ToUnixTimeSeconds() < timestamp).Take(Newest)
        select new { id = truth.MessageId, local_id = truth.LocalId, text = truth.Text, date = truth.At, status = "delivered", user = 12, target = truth.Phone });

    private static IResult Json(string body) => Results.Content(body, "application/json");

    private static async Task HangAsync(CancellationToken gone)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, gone);
        }
        catch (OperationCanceledException)
        {
            // Whoever waited has given up, or was killed.
        }
    }

    private static string Of(JsonDocument body, string field) =>
        body.RootElement.TryGetProperty(field, out var value) && value.GetString() is { } text ? text : "";
}
