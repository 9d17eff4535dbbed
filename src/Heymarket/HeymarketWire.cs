using System.Globalization;
using System.Text;

namespace HeymarketPortal.Heymarket;

/// <summary>Makes one call and turns whatever happens into a <see cref="HeymarketReply"/>. Nothing expected is thrown.</summary>
public sealed class HeymarketWire(IHeymarketApi api, HeymarketOptions options, TimeProvider time, ILogger<HeymarketWire> log)
{
    /// <summary>As much of an answer to a read as is read: an account has at most thousands of people.</summary>
    internal const int LongestRead = 8 * 1024 * 1024;

    /// <param name="longest">Bytes of the body that are read.</param>
    public async Task<HeymarketReply> AskAsync(
        HeymarketCall call, Func<IHeymarketApi, CancellationToken, Task<HttpResponseMessage>> ask, CancellationToken stop, int longest = LongestRead)
    {
        using var limit = new CancellationTokenSource(options.Whole, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        var started = time.GetTimestamp();
        var reply = new HeymarketReply();
        try
        {
            using var response = await ask(api, either.Token);
            reply = call.Stopped is { } stopped ? reply with { Stopped = stopped } : Begun(response, call);
            reply = reply with { Body = call.Stopped is null ? await ReadAsync(response, longest, either.Token) : "" };
        }
        catch (Exception thrown) when (
            TransportFailure.Of(thrown, limit.IsCancellationRequested, stop.IsCancellationRequested, call.Left) is { } failure)
        {
            reply = reply with { Failure = failure, Left = call.Left };
        }
        log.Asked(
            reply.Stopped?.ToString() ?? reply.Failure?.ToString() ?? reply.Status?.ToString(CultureInfo.InvariantCulture),
            time.GetElapsedTime(started).TotalMilliseconds, reply.RequestId);
        return reply;
    }

    private HeymarketReply Begun(HttpResponseMessage response, HeymarketCall call) => new()
    {
        Status = (int)response.StatusCode,
        RequestId = response.Headers.TryGetValues("X-Request-Id", out var ids) ? ids.FirstOrDefault() : null,
        Date = response.Headers.Date,
        RetryAfter = RetryAfterOf(response),
        Left = call.Left,
    };

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => TimeSpan.FromTicks(Math.Max(0, (date - time.GetUtcNow()).Ticks)),
        _ => null,
    };

    private static async Task<string> ReadAsync(HttpResponseMessage response, int longest, CancellationToken stop)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(stop);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while (body.Length < longest && (read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, longest - body.Length)), stop)) > 0)
        {
            body.Write(buffer, 0, read);
        }
        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }
}
