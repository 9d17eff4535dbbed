namespace HeymarketPortal.Crash;

/// <summary>What happens to one send request.</summary>
internal enum Fault
{
    None,
    AcceptThenReset,
    ResetBeforeAccept,
    AcceptThenError,
    AcceptThenHang,
    Unavailable,
    SlowDown,
    Refuse,
}

/// <summary>Draws faults by a seed: the same seed draws the same row of faults.</summary>
internal sealed class FaultMix(int seed)
{
    private static readonly (Fault Fault, int Percent)[] Mix =
    [
        (Fault.AcceptThenReset, 3),
        (Fault.ResetBeforeAccept, 2),
        (Fault.AcceptThenError, 2),
        (Fault.AcceptThenHang, 1),
        (Fault.Unavailable, 2),
        (Fault.SlowDown, 3),
        (Fault.Refuse, 1),
    ];

    private readonly Random _random = new(seed);
    private readonly Lock _one = new();

    /// <returns>The fault, and two shares of the latency between nothing and double: before accepting, and before answering.</returns>
    public (Fault Fault, double Before, double After) Next()
    {
        lock (_one)
        {
            var drawn = _random.Next(100);
            var fault = Mix.FirstOrDefault(entry => (drawn -= entry.Percent) < 0).Fault;
            return (fault, _random.NextDouble(), _random.NextDouble());
        }
    }
}
