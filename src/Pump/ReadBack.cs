using System.Collections.Concurrent;
using System.Data.Common;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Pump;

/// <summary>
/// Looks at Heymarket for sends whose answer was lost, and for the delivery of those that were accepted. Reads only: whatever it
/// finds or misses, no request becomes due. A rate key that waits keeps no other waiting.
/// </summary>
public sealed class ReadBack(
    LedgerEvidence ledger, HeymarketReads heymarket, ApiKeys keys, RequestBudget budget, SendingOptions options, TimeProvider time, ILogger<ReadBack> log)
{
    private const int Batch = 50;
    // As finely as HTTP names a time.
    private static readonly TimeSpan WholeSecond = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WorthALook = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, Task> _running = new();

    /// <summary>Starts looking for what is due, one run for each rate key at most.</summary>
    public async Task StartDueAsync()
    {
        foreach (var rateKey in await ledger.DueRateKeysAsync())
        {
            if (_running.TryAdd(rateKey, Task.CompletedTask))
            {
                // Not by assignment: a run that is over already has taken itself out.
                _running.TryUpdate(rateKey, RunAsync(rateKey), Task.CompletedTask);
            }
        }
    }

    /// <summary>Looks for everything that is due, and waits for it.</summary>
    public async Task RunDueAsync()
    {
        await StartDueAsync();
        await Task.WhenAll(_running.Values);
    }

    private async Task RunAsync(string rateKey)
    {
        try
        {
            foreach (var wanted in await ledger.DueAsync(rateKey, Batch, delivery: budget.IsIdle(rateKey)))
            {
                await LookSafelyAsync(wanted);
            }
        }
        catch (Exception failed) when (failed is DbException or Microsoft.EntityFrameworkCore.DbUpdateException)
        {
            log.NotReadBack(failed, rateKey);
        }
        finally
        {
            _running.TryRemove(rateKey, out _);
        }
    }

    // What fails for one send must not stand before all the others of its key, at every run anew.
    private async Task LookSafelyAsync(Wanted wanted)
    {
        try
        {
            await LookAsync(wanted);
        }
#pragma warning disable CA1031 // Logged, and noted where a person sees it; a database that fails is the caller's to hear of.
        catch (Exception failed) when (failed is not (DbException or Microsoft.EntityFrameworkCore.DbUpdateException))
#pragma warning restore CA1031
        {
            log.NotReadBack(failed, wanted.RateKey);
            await ledger.PostponeAsync(wanted, "It could not be looked for: the portal failed while it read. Its log says how.");
        }
    }

    private async Task LookAsync(Wanted wanted)
    {
        if (wanted is { State: SendState.Accepted, Asked: false })
        {
            if (!budget.IsIdle(wanted.RateKey))
            {
                // It stays due: to write that down for each of thousands would cost more than the looks.
                return;
            }
            if (time.GetUtcNow() - wanted.Since > WorthALook)
            {
                await ledger.PostponeAsync(wanted, "Its delivery was not looked at: the request budget was in use for an hour.");
                return;
            }
        }
        if (await keys.InUseAsync(wanted.TeamId) is { } key && key.Id != wanted.ApiKeyId && key.RateKey != wanted.RateKey)
        {
            // Another account never has it: its absence there would invite a second text.
            await ledger.PostponeAsync(wanted, "Not looked for: the API key in use may belong to another Heymarket account than the text went to.");
            return;
        }
        switch (await ReadAsync(wanted))
        {
            case Answer<MessageSpan>.Read { Value: var span }:
                await JudgeAsync(wanted, span);
                break;
            case Answer<MessageSpan>.Failed { Sentence: var sentence }:
                await ledger.PostponeAsync(wanted, sentence);
                break;
        }
    }

    private Task<Answer<MessageSpan>> ReadAsync(Wanted wanted)
    {
        var since = wanted.StartedAt - Judgement.Skew;
        return (wanted.Content.PhoneNumber ?? wanted.ConversationNumber) is { } number
            ? heymarket.MessagesAsync(wanted.TeamId, wanted.Content.InboxId, number, since)
            : heymarket.MessagesAsync(wanted.TeamId, since);
    }

    private async Task JudgeAsync(Wanted wanted, MessageSpan span)
    {
        if (Judgement.Found(wanted, span.Messages) is { } found)
        {
            await ledger.FoundAsync(wanted, EvidenceSource.ReadBack, Judgement.Sighting(found), requestId: null);
            log.Found(wanted.SendId, found.Id);
        }
        else if (wanted.State != SendState.Accepted && Judgement.Probable(wanted, span.Messages) is { } probable)
        {
            await ledger.ProbableAsync(wanted, Judgement.Sighting(probable), requestId: null);
        }
        else
        {
            var certain = wanted.StartedAt.AddSeconds(options.ReadBack.CertainSeconds);
            var late = time.GetUtcNow() >= certain;
            // A clock of ours that was set ahead since the attempt would conclude too early: Heymarket's own has to agree.
            var agreed = span.AsOf is not { } there || there + WholeSecond > certain;
            var note = late && !agreed ? $"{Note(wanted, span)} By Heymarket’s clock the attempt was too short ago for that to count." : Note(wanted, span);
            await ledger.AbsentAsync(wanted, counts: span.Whole && late && agreed && wanted.State == SendState.Unknown, note, requestId: null);
        }
    }

    private static string Note(Wanted wanted, MessageSpan span)
    {
        var count = span.Messages.Count(message => message.Date is null || message.Date >= wanted.StartedAt - Judgement.Skew);
        return span.Whole
            ? $"Looked through {count} {(count == 1 ? "message" : "messages")} since the attempt: none has its local id."
            : $"Looked through {count} messages since the attempt, but not through all of them: none has its local id.";
    }
}
