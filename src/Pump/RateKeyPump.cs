using System.Collections.Concurrent;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Pump;

/// <summary>
/// Takes one rate key's due sends from the ledger and carries them out until nothing is due or the key is paused. Correct even if two
/// run at once: the claim and the fence decide, not the scheduler.
/// </summary>
public sealed class RateKeyPump(
    LedgerClaims claims, Carrier carrier, RequestBudget budget, BackOff backOff, Bell bell, SendingOptions options, TimeProvider time)
{
    // Long enough that someone who texts one person after another meets a running pump.
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, bool> _running = new();

    public bool IsRunning(string rateKey) => _running.ContainsKey(rateKey);

    /// <param name="stop">Ends the claiming; requests already made are waited for.</param>
    public async Task RunAsync(string rateKey, CancellationToken stop)
    {
        using var slots = new SemaphoreSlim(options.InFlight);
        _running[rateKey] = true;
        try
        {
            while (!stop.IsCancellationRequested && backOff.PausedUntil(rateKey) is null)
            {
                if (!await claims.AnyDueAsync(rateKey, stop))
                {
                    if (!await bell.HearAsync(rateKey, Linger, time, stop))
                    {
                        break;
                    }
                    continue;
                }
                await slots.WaitAsync(stop);
                await CarryNextAsync(rateKey, slots, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to end: what has been claimed is still carried to its outcome below.
        }
        finally
        {
            for (var slot = 0; slot < options.InFlight; slot++)
            {
                await slots.WaitAsync(CancellationToken.None);
            }
            _running.TryRemove(rateKey, out _);
        }
    }

    private async Task CarryNextAsync(string rateKey, SemaphoreSlim slots, CancellationToken stop)
    {
        Claim? claim = null;
        try
        {
            // The budget comes before the claim: a lease must not run while its request waits for its turn.
            await budget.TakeAsync(rateKey, BudgetUse.Send, stop);
            if (backOff.PausedUntil(rateKey) is null)
            {
                claim = await claims.ClaimAsync(rateKey, stop);
            }
        }
        finally
        {
            if (claim is null)
            {
                slots.Release();
            }
        }
        if (claim is not null)
        {
            _ = CarryAsync(claim, slots);
        }
    }

    private async Task CarryAsync(Claim claim, SemaphoreSlim slots)
    {
        try
        {
            await carrier.CarryAsync(claim);
        }
        finally
        {
            slots.Release();
        }
    }
}
