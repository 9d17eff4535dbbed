using System.Diagnostics;
using System.Globalization;

namespace HeymarketPortal.Tests.Hostile;

/// <summary>By itself, after everything else: memory and time belong to the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class HostileCollection
{
    public const string Name = "hostile";
}

/// <summary>How many inputs a run tries on each target, and what none of them may do.</summary>
public static class HostileRun
{
    /// <summary>The everyday run takes a part of what <c>HOSTILE_INPUTS=5000</c> takes.</summary>
    public static int Inputs { get; } = int.Parse(Environment.GetEnvironmentVariable("HOSTILE_INPUTS") ?? "24", CultureInfo.InvariantCulture);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    // Pools of the runtime keep what the largest inputs needed, a few buffers for each thread; six hundred inputs of 50 MB leave as much as a hundred.
    private const long MostKept = 256L * 1024 * 1024;

    /// <summary>
    /// Tries one input after another. Each must be over within a second, and the second half must leave no memory behind. The first half may:
    /// pools of the runtime keep for half a minute what the largest inputs needed.
    /// </summary>
    /// <param name="one">Gets the input's number, which is its seed.</param>
    public static async Task TryAsync(Func<int, Task> one, int? inputs = null)
    {
        var (all, before) = (inputs ?? Inputs, 0L);
        for (var i = 0; i < all; i++)
        {
            before = i == all / 2 ? GC.GetTotalMemory(forceFullCollection: true) : before;
            var took = await TimeAsync(one, i);
            // A machine that is busy may be slow once; an input that hangs does so again.
            took = took > Longest ? await TimeAsync(one, i) : took;
            Assert.True(took <= Longest, $"Input {i} took {took.TotalSeconds:N1} s, twice.");
        }
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(kept < MostKept, $"{kept / 1024 / 1024} MB are left behind.");
    }

    private static async Task<TimeSpan> TimeAsync(Func<int, Task> one, int input)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await one(input);
        }
        catch (Exception failed)
        {
            throw new InvalidOperationException($"Input {input} was not borne: {failed.Message}", failed);
        }
        return Stopwatch.GetElapsedTime(started);
    }
}
