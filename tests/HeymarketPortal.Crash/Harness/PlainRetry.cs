using System.Net.Http.Json;

namespace HeymarketPortal.Crash;

/// <summary>What most tools do: the same request again until an answer says yes or no. For comparison.</summary>
internal static class PlainRetry
{
    private const int Tries = 10;

    public static async Task RunAsync(Plan plan, Uri upstream)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = upstream, Timeout = TimeSpan.FromSeconds(3) };
        await Parallel.ForEachAsync(plan.Sends(), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (send, _) =>
        {
            var body = new { inbox_id = 413, creator_id = 12, phone_number = send.Phone, text = send.Text, local_id = Guid.CreateVersion7() };
            for (var i = 0; i < Tries && !await SettledAsync(client, body); i++)
            {
                await Task.Delay(100, CancellationToken.None);
            }
        });
    }

    private static async Task<bool> SettledAsync(HttpClient client, object body)
    {
        try
        {
            using var answer = await client.PostAsJsonAsync("/v1/message/send", body);
            return (int)answer.StatusCode is < 300 or 400;
        }
        catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
