namespace HeymarketPortal.Ui;

/// <summary>One timer for all relative times of a circuit, running only while some are on screen.</summary>
public sealed class Ticker(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private Action? _listeners;

    public DateTimeOffset Now => time.GetUtcNow();

    public event Action Tick
    {
        add
        {
            lock (_gate)
            {
                _listeners += value;
                _timer ??= time.CreateTimer(_ => _listeners?.Invoke(), null, Beat, Beat);
            }
        }

        remove
        {
            lock (_gate)
            {
                _listeners -= value;
                if (_listeners is null)
                {
                    Dispose();
                }
            }
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _timer = null;
    }
}
