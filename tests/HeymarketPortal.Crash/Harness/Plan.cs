namespace HeymarketPortal.Crash;

/// <param name="Latency">Milliseconds; 0 chooses one.</param>
internal sealed record Plan(int Count, int Kills, bool ReadBack, int Latency)
{
    private const int InFlight = 8;
    // What the portal has of each life on average, less what a pause and its beginning take.
    private const double WorkedSeconds = 0.8;

    /// <summary>Three different texts to each number: what is looked for must be told from its neighbours.</summary>
    public IEnumerable<(string Phone, string Text)> Sends() => Enumerable.Range(0, Count).Select(i => ($"{14_152_000_000 + i / 3}", $"Your appointment, number {i}"));

    /// <summary>Long enough that there is still work at the last kill.</summary>
    public int LatencyOf() => Latency > 0 ? Latency : (int)Math.Max(1, 1000 * Kills * WorkedSeconds * InFlight / Count);

    public double[] ReadBackSeconds => ReadBack ? [1, 2, 4, 6, 8] : [86_400];
}
