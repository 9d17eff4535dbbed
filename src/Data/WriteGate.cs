namespace HeymarketPortal.Data;

/// <summary>One writer at a time in this process: SQLite takes one, and waiting here costs no thread.</summary>
public sealed class WriteGate : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<IDisposable> EnterAsync(CancellationToken stop = default)
    {
        await _one.WaitAsync(stop);
        return new Leave(_one);
    }

    public void Dispose() => _one.Dispose();

    private sealed class Leave(SemaphoreSlim one) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                one.Release();
            }
        }
    }
}
