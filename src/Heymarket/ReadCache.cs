using System.Collections.Concurrent;

namespace HeymarketPortal.Heymarket;

/// <summary>Keeps good answers for a minute for each API key; who asks meanwhile shares the request on its way.</summary>
internal sealed class ReadCache<T>(TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<long, Lazy<Task<Answer<T>>>> _answers = new();

    public Task<Answer<T>> GetAsync(long apiKeyId, bool refresh, Func<Task<Answer<T>>> ask, CancellationToken stop) => _answers.AddOrUpdate(
        apiKeyId,
        _ => new(ask),
        (_, kept) => Serves(kept, refresh) ? kept : new(ask)).Value.WaitAsync(stop);

    private bool Serves(Lazy<Task<Answer<T>>> kept, bool refresh) =>
        !kept.IsValueCreated || !kept.Value.IsCompleted
        || (!refresh && kept.Value is { IsCompletedSuccessfully: true, Result: Answer<T>.Read read } && time.GetUtcNow() - read.At < Fresh);
}
