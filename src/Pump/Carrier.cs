using System.Collections.Concurrent;
using System.Data.Common;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Pump;

/// <summary>Makes the one request of a claim and writes what it taught. Makes no second request, whatever happens.</summary>
public sealed class Carrier(
    LedgerClaims claims, HeymarketSender sender, KeyProbe probe, BackOff backOff, SendingOptions options,
    PortalMetrics metrics, TimeProvider time, ILogger<Carrier> log)
{
    private const int TlsFailuresUntilTrouble = 3;
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);
    private readonly ConcurrentDictionary<string, int> _tlsFailures = new();

    /// <param name="answered">The request is over: another may begin while what it taught is written.</param>
    public async Task CarryAsync(Claim claim, Action? answered = null)
    {
        metrics.Claimed(claim);
        var seen = await SendAsync(claim);
        Outcome outcome;
        try
        {
            outcome = await JudgeAsync(claim, seen);
        }
        finally
        {
            // Not before: the next request must know of a pause that this answer asks for.
            answered?.Invoke();
        }
        await StoreAsync(claim, outcome, () => claims.SettleAsync(claim, seen, outcome));
        if (outcome is Outcome.KeyRefused refused)
        {
            await StoreAsync(claim, outcome, () => claims.HoldKeyAsync(claim.TeamId, claim.ApiKeyId, refused.Reason));
        }
        metrics.Ended(outcome);
        log.Ended(claim.SendId, claim.AttemptId, outcome.GetType().Name, seen.Status, seen.RequestId);
    }

    private async Task<Outcome> JudgeAsync(Claim claim, Observation seen)
    {
        var outcome = AnswerMeaning.Of(seen);
        bool? keyRefused = null;
        if (outcome is Outcome.Doubted doubted)
        {
            (outcome, keyRefused) = await ProbeAsync(claim, doubted);
        }
        outcome = WithTlsTrouble(claim, seen, outcome);
        PauseOrGoOn(claim, seen, outcome, keyWorks: keyRefused is false);
        return outcome;
    }

    private async Task<Observation> SendAsync(Claim claim)
    {
        try
        {
            return await sender.SendAsync(claim, CancellationToken.None);
        }
#pragma warning disable CA1031 // Whatever went wrong, the request may have left: only Unknown is honest.
        catch (Exception unforeseen)
#pragma warning restore CA1031
        {
            log.Unforeseen(unforeseen, claim.SendId, claim.AttemptId);
            return new Observation { Failure = Failure.Reset, Left = true };
        }
    }

    private async Task<(Outcome Outcome, bool? KeyRefused)> ProbeAsync(Claim claim, Outcome.Doubted doubted)
    {
        try
        {
            var refused = await probe.RefusedAsync(claim.ApiKeyId, claim.RateKey, claim.Sandbox);
            return (AnswerMeaning.AfterProbe(doubted, refused, await claims.TriedBeforeAsync(claim)), refused);
        }
        catch (DbException busy)
        {
            // The refusal is certain, only its reason has to wait: nothing left, so the row goes back and the key pauses.
            log.NotProbed(busy, claim.SendId);
            return (AnswerMeaning.AfterProbe(doubted, probe: null, triedBefore: false), null);
        }
    }

    private Outcome WithTlsTrouble(Claim claim, Observation seen, Outcome outcome)
    {
        if (seen.Failure != Failure.Tls)
        {
            _tlsFailures.TryRemove(claim.RateKey, out _);
            return outcome;
        }
        var failures = _tlsFailures.AddOrUpdate(claim.RateKey, 1, (_, count) => count + 1);
        return failures < TlsFailuresUntilTrouble ? outcome : new Outcome.KeyRefused(AnswerMeaning.Words(Failure.Tls));
    }

    private void PauseOrGoOn(Claim claim, Observation seen, Outcome outcome, bool keyWorks)
    {
        switch (outcome)
        {
            case Outcome.NotSent notSent when !keyWorks:
                var until = backOff.Lengthen(claim.RateKey, notSent.RetryAfter, byHeymarket: seen.Status == 429);
                log.Pauses(claim.RateKey, until, seen.Status, seen.Failure);
                break;
            case Outcome.Accepted or Outcome.Rejected:
                backOff.Clear(claim.RateKey);
                break;
        }
    }

    // The outcome is precious: a disk that is full or a database that is held is asked again until it takes it, or the portal ends. Written after
    // its lease it still counts: acceptance wins late. Anything else that fails is not mended by asking for longer than the lease.
    private async Task StoreAsync(Claim claim, Outcome outcome, Func<Task> store)
    {
        var began = time.GetTimestamp();
        for (var pause = Again; ; pause = pause < Longest ? pause * 2 : Longest)
        {
            try
            {
                await store();
                return;
            }
            catch (Exception failed) when (StoreTrouble.Is(failed))
            {
                log.NotStored(failed, outcome.GetType().Name, claim.SendId);
                if (!StoreTrouble.MayPass(failed) && time.GetElapsedTime(began).TotalSeconds >= options.LeaseSeconds)
                {
                    return;
                }
                await Task.Delay(pause, time);
            }
        }
    }
}
