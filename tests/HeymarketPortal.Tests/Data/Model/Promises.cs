using System.Collections.Concurrent;
using HeymarketPortal.Sending;
using static HeymarketPortal.Sending.SendState;

namespace HeymarketPortal.Tests.Data.Model;

/// <summary>What may never be, whatever the model says: the ledger's promises.</summary>
internal static class Promises
{
    /// <summary>What was seen to happen: a promise about what never came about is worth nothing.</summary>
    public static ConcurrentDictionary<(SendState From, SendState To), bool> Seen { get; } = [];

    private static readonly SendState[] Final = [Accepted, Rejected, NotSent, Cancelled, Expired];

    public static void Check(Command command, Dictionary<long, (SendState State, DateTimeOffset At)> before, LedgerModel after)
    {
        foreach (var send in after.Sends.Values)
        {
            Assert.True(send.Taken <= 1, $"Heymarket took send {send.Id} twice.");
            Assert.False(send is { Taken: > 0, State: Scheduled or Queued or Held or Cancelled or Expired or NotSent or Rejected }, $"Heymarket took send {send.Id}, which is {send.State}.");
            if (before.TryGetValue(send.Id, out var was) && was.State != send.State)
            {
                Seen[(was.State, send.State)] = true;
                Check(command.Do, was, send, after.Now);
            }
        }
        // Only a person who sent again what two good reads did not find can have made Heymarket take it twice.
        Assert.All(after.Sends.Values.GroupBy(s => s.Intent), intent => Assert.True(
            intent.Sum(s => s.Taken) <= 1 + intent.Count(s => s.GivenUp), "What was meant once was taken twice."));
    }

    private static void Check(Do command, (SendState State, DateTimeOffset At) was, ModelSend send, DateTimeOffset now)
    {
        var told = $"{command}: {was.State} became {send.State}.";
        Assert.False(Final.Contains(was.State), told);
        // Nothing leaves but from the queue, and nothing comes back to it but by a person, by time, or because it certainly did not leave.
        Assert.True(send.State != SendState.Sending || was.State == Queued, told);
        Assert.True(send.State != Queued || (was.State, command) is (Scheduled, Do.Sweep or Do.SendNow) or (Held, Do.SendNow or Do.Verify or Do.Resume) or (SendState.Sending, Do.AnswerNotSent), told);
        Assert.True((was.State, send.State) is not (Held, Queued) || command == Do.SendNow || now - was.At < TimeSpan.FromMinutes(30), told);
        Assert.True(was.State != Unknown || send.State is Accepted or NotFound or Closed, told);
        Assert.True(was.State is not (NotFound or Closed) || send.State is Accepted or Closed, told);
        Assert.True(send.State != NotFound || now - send.Started >= TimeSpan.FromMinutes(10), told);
        Assert.True(send.State != Accepted || send.Taken == 1, told);
    }
}
