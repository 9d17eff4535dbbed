using System.Data.Common;

namespace HeymarketPortal.Pump;

/// <summary>
/// One read for all the instruments of a scrape, and for every scrape within some seconds. A collector's thread never waits long for the
/// database: what was read last is told meanwhile.
/// </summary>
internal sealed class MeterCache<T>(Func<Task<T>> read, TimeProvider time) where T : class
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private T? _last;
    // Not the wall clock: set back, it would keep what was read last for hours.
    private long? _startedAt;
    private Task _reading = Task.CompletedTask;

    /// <returns>Null until something could be read.</returns>
    public T? Read()
    {
        Task reading;
        lock (_gate)
        {
            if (_reading.IsCompleted && (_startedAt is not { } at || time.GetElapsedTime(at) >= Fresh))
            {
                _startedAt = time.GetTimestamp();
                _reading = Task.Run(KeepAsync);
            }
            reading = _reading;
        }
        reading.Wait(Longest);
        return Volatile.Read(ref _last);
    }

    private async Task KeepAsync()
    {
        try
        {
            Volatile.Write(ref _last, await read());
        }
        catch (DbException)
        {
            // A busy database tells the next time; health tells that it is busy.
        }
    }
}
