using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace HeymarketPortal.BrowserTests;

/// <summary>One send request as the sandbox received it.</summary>
public sealed record Received(
    long Id, string Target, string Text, bool Accepted, int Status, [property: JsonPropertyName("message_id")] long? MessageId, string Body);

/// <summary>What a sandbox received, asked over HTTP: the portal's own word does not count here.</summary>
internal static class Witness
{
    private static readonly HttpClient Http = new();

    public static async Task<IReadOnlyList<Received>> ReceivedAsync(Uri sandbox, string numberEnding) =>
        [.. (await Http.GetFromJsonAsync<List<Received>>(new Uri(sandbox, "/sandbox/received")))!.Where(r => r.Target.EndsWith(numberEnding, StringComparison.Ordinal))];

    public static async Task SwitchAsync(Uri sandbox, object switches) =>
        (await Http.PostAsJsonAsync(new Uri(sandbox, "/sandbox/switches"), switches)).EnsureSuccessStatusCode();

    /// <summary>Waits for a request to a number: the moment in which something is cut or killed.</summary>
    public static async Task<Received> ArrivalAsync(Uri sandbox, string numberEnding)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        for (; ; )
        {
            if (await ReceivedAsync(sandbox, numberEnding) is [var first, ..])
            {
                return first;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }
}
