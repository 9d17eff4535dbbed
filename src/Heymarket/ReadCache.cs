using System.Collections.Concurrent;

namespace HeymarketPortal.Heymarket;

/// <summary>Keeps good answers for a minute for each API key; who asks meanwhile shares the request on its way.</summary>
internal sealed class ReadCache<T>(TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<long, Lazy<Task<Kept>>> _answers = new();

    public async Task<Answer<T>> GetAsync(long apiKeyId, bool refresh, Func<Task<Answer<T>>> ask, CancellationToken stop) =>
        (await _answers.AddOrUpdate(apiKeyId, _ => Ask(ask), (_, kept) => Serves(kept, refresh) ? kept : Ask(ask)).Value.WaitAsync(stop)).Answer;

    private Lazy<Task<Kept>> Ask(Func<Task<Answer<T>>> ask) => new(async () => new(await ask(), time.GetTimestamp()));

    private bool Serves(Lazy<Task<Kept>> kept, bool refresh) =>
        !kept.IsValueCreated || !kept.Value.IsCompleted
        || (!refresh && kept.Value is { IsCompletedSuccessfully: true, Result: { Answer: Answer<T>.Read } read } && time.GetElapsedTime(read.At) < Fresh);

    /// <param name="At">Not by the wall clock: set back, it would keep an old answer for hours.</param>
    private sealed record Kept(Answer<T> Answer, long At);
}
