using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Data.Model;

/// <summary>
/// Whatever people, the clock, Heymarket and power cuts do, in whatever order: the ledger does what its specification says and keeps its
/// promises. <c>LEDGER_SEQUENCES=100000</c> runs as many sequences of commands; the everyday run a few hundred.
/// </summary>
public class LedgerModelTests
{
    private const int Everyday = 250;
    // A database keeps what is audited; a new one from time to time keeps each as quick as the first.
    private const int RunsEach = 500;

    private static readonly Do[] Lost = [Do.Confirm, Do.Claim, Do.AnswerLost, Do.WaitTenMinutes, Do.Absent, Do.Absent, Do.Again];

    // What seldom comes about by chance: some of these one after the other, among anything else.
    private static readonly Do[][] Stories =
    [
        [Do.Confirm], [Do.Claim], [Do.Confirm, Do.Claim], [Do.Confirm, Do.Claim, Do.AnswerLost], [Do.Confirm, Do.Claim, Do.Take, Do.WaitTenMinutes, Do.Sweep],
        [Do.WaitTenMinutes, Do.Absent, Do.Absent], [Do.WaitTenMinutes, Do.Absent, Do.Absent, Do.Again], [Do.Again, Do.Webhook], [Do.Again, Do.AnswerAccepted],
        [Do.KeyTrouble, Do.WaitHalfAnHour, Do.Verify], [Do.Stop, Do.WaitTenMinutes, Do.Resume], [Do.WaitTenMinutes, Do.Sweep],
        [Do.Confirm, Do.WaitHalfAnHour, Do.WaitHalfAnHour, Do.Sweep],
        [Do.Schedule, Do.WaitHalfAnHour, Do.WaitHalfAnHour, Do.WaitHalfAnHour, Do.WaitHalfAnHour, Do.Sweep],
        [Do.Confirm, Do.Claim, Do.WaitHalfAnHour, Do.WaitHalfAnHour, Do.AnswerNotSent],
        [.. Lost, Do.Found], [.. Lost, Do.Webhook],
        [Do.Confirm, Do.Claim, Do.Take, Do.WaitTenMinutes, Do.Sweep, Do.Absent, Do.Absent, Do.Again, Do.AnswerAccepted],
    ];

    private static readonly Gen<Command[]> AnyCommands = Gen.Select(
        Gen.Frequency((2, Gen.Enum<Do>().Select(one => new[] { one })), (1, Gen.Int[0, Stories.Length - 1].Select(i => Stories[i]))),
        Gen.Int[0, 59], (story, which) => story.Select(what => new Command(what, which)).ToArray()).Array[1, 16].Select(stories => stories.SelectMany(story => story).ToArray());

    [Theory]
    [InlineData(nameof(Do.Found))]
    [InlineData(nameof(Do.Webhook))]
    [InlineData(nameof(Do.AnswerAccepted))]
    public async Task Evidence_that_comes_before_a_Send_again_has_left_makes_it_needless_wherever_it_comes_from(string from)
    {
        var evidence = Enum.Parse<Do>(from);
        Do[] story = evidence == Do.AnswerAccepted
            ? [Do.Confirm, Do.Claim, Do.Take, Do.WaitTenMinutes, Do.Sweep, Do.Absent, Do.Absent, Do.Again, evidence, Do.Claim]
            : [.. Lost, evidence, Do.Claim];
        await using var run = await LedgerRun.MakeAsync();

        // The second of any three was taken, and hidden at first.
        await run.RunAsync([.. story.Select(what => new Command(what, 2))]);

        Assert.Equal([SendState.Accepted, SendState.Cancelled], await run.Test.ReadAsync(run.Actor.TeamId, db => db.Sends.OrderBy(s => s.Id).Select(s => s.State).ToListAsync()));
    }

    [Fact]
    public async Task Whatever_happens_in_whatever_order_the_ledger_does_what_it_promises()
    {
        var sequences = int.Parse(Environment.GetEnvironmentVariable("LEDGER_SEQUENCES") ?? $"{Everyday}", CultureInfo.InvariantCulture);
        var idle = new ConcurrentBag<(LedgerRun Run, int Runs)>();
        await AnyCommands.SampleAsync(async commands =>
        {
            var (run, runs) = idle.TryTake(out var kept) ? kept : (await LedgerRun.MakeAsync(), 0);
            await run.RunAsync(commands);
            if (runs == RunsEach)
            {
                await run.DisposeAsync();
            }
            else
            {
                idle.Add((run, runs + 1));
            }
        }, iter: sequences, print: commands => string.Join(", ", commands.Select(c => $"{c.Do} {c.Which}")));
        while (idle.TryTake(out var last))
        {
            await last.Run.DisposeAsync();
        }
        if (sequences >= 10_000)
        {
            // Many enough that each move must have come about, or nothing was proven of it.
            Assert.Empty(SendMoves.All.SelectMany(move => move.From.Select(start => (start, move.To))).Except(Promises.Seen.Keys));
        }
    }
}
