using System.Collections.Concurrent;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Pump;

/// <summary>
/// Takes one rate key's due sends from the ledger and carries them out until nothing is due. Correct even if two run at
/// once: the claim and the fence decide, not the scheduler.
/// </summary>
public sealed class RateKeyPump(
    LedgerClaims claims, Carrier carrier, RequestBudget budget, BackOff backOff, Bell bell, SendingOptions options, TimeProvider time, ILogger<RateKeyPump> log)
{
    // Long enough that someone who texts one person after another meets a running pump.
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, bool> _running = new();

    public bool IsRunning(string rateKey) => _running.ContainsKey(rateKey);

    /// <param name="stop">Ends the claiming; requests already made are waited for.</param>
    public async Task RunAsync(string rateKey, CancellationToken stop)
    {
        using var slots = new SemaphoreSlim(options.InFlight);
        var carried = new ConcurrentDictionary<Guid, Task>();
        _running[rateKey] = true;
        var more = false;
        try
        {
            // A pause is waited out at the bell: an end here would wait for every request under way, and one that hangs would lengthen
            // everybody's pause.
            while (!stop.IsCancellationRequested)
            {
                // Asked only when the last claim came back empty: while there is plenty, the claim itself tells.
                more = await TryNextAsync(rateKey, more, slots, carried, stop);
                if (!more && !await bell.HearAsync(rateKey, Linger, time, stop))
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to end: what has been claimed is still carried to its outcome below.
        }
        finally
        {
            await Task.WhenAll(carried.Values);
            _running.TryRemove(rateKey, out _);
        }
    }

    // Without a durable claim nothing leaves. The clock rings again within seconds, and so long as the cause lasts that is all that happens.
    private async Task<bool> TryNextAsync(string rateKey, bool more, SemaphoreSlim slots, ConcurrentDictionary<Guid, Task> carried, CancellationToken stop)
    {
        try
        {
            return (more || await claims.AnyDueAsync(rateKey, stop)) && await CarryNextAsync(rateKey, slots, carried, stop);
        }
        catch (Exception failed) when (StoreTrouble.Is(failed))
        {
            log.LogError(failed, "Nothing of {RateKey} leaves: {Trouble}", rateKey, StoreTrouble.Sentence(failed));
            return false;
        }
    }

    /// <returns>Whether anything was due.</returns>
    private async Task<bool> CarryNextAsync(string rateKey, SemaphoreSlim slots, ConcurrentDictionary<Guid, Task> carried, CancellationToken stop)
    {
        await slots.WaitAsync(stop);
        var (taken, paid, claimed) = (1, 0, 0);
        try
        {
            // The budget comes before the claim: a lease must not run while its request waits for its turn.
            await budget.TakeAsync(rateKey, BudgetUse.Send, stop);
            paid = 1;
            while (taken < options.InFlight && slots.Wait(0, CancellationToken.None))
            {
                taken++;
                if (!budget.TryTake(rateKey))
                {
                    break;
                }
                paid++;
            }
            if (backOff.PausedUntil(rateKey) is null)
            {
                foreach (var claim in await claims.ClaimAsync(rateKey, paid))
                {
                    claimed++;
                    carried[claim.AttemptId] = CarryAsync(claim, slots, carried);
                }
            }
            return claimed > 0;
        }
        finally
        {
            if (taken > claimed)
            {
                slots.Release(taken - claimed);
                budget.GiveBack(rateKey, paid - claimed);
            }
        }
    }

    private async Task CarryAsync(Claim claim, SemaphoreSlim slots, ConcurrentDictionary<Guid, Task> carried)
    {
        // Elsewhere, so that it is on the list before it can take itself off.
        await Task.Yield();
        var held = 1;
        try
        {
            await carrier.CarryAsync(claim, Free);
        }
#pragma warning disable CA1031 // What nobody foresaw must not stop everybody else's texts: the lease makes this one Unknown.
        catch (Exception unforeseen)
#pragma warning restore CA1031
        {
            log.Dropped(unforeseen, claim.SendId, claim.AttemptId);
        }
        finally
        {
            Free();
            carried.TryRemove(claim.AttemptId, out _);
        }

        void Free()
        {
            if (Interlocked.Exchange(ref held, 0) == 1)
            {
                slots.Release();
            }
        }
    }
}
