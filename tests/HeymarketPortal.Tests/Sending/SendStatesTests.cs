using HeymarketPortal.Sending;
using static HeymarketPortal.Sending.SendState;

namespace HeymarketPortal.Tests.Sending;

/// <summary>The state machine, every pair of states: what is not listed here is refused.</summary>
public class SendStatesTests
{
    private static readonly (SendState From, SendState[] To)[] Allowed =
    [
        (Scheduled, [Queued, Cancelled, Expired]),
        (Queued, [Held, SendState.Sending, NotSent, Cancelled]),
        (Held, [Queued, Cancelled, Expired]),
        (SendState.Sending, [Queued, Held, Accepted, Rejected, NotSent, Unknown]),
        // Evidence wins, even late.
        (Unknown, [Accepted, NotFound, Closed]),
        (NotFound, [Accepted, Closed]),
        (Closed, [Accepted]),
        (Accepted, []), (Rejected, []), (NotSent, []), (Cancelled, []), (Expired, []),
    ];

    [Fact]
    public void Each_state_leads_where_the_specification_says_and_nowhere_else()
    {
        Assert.Equal(Enum.GetValues<SendState>().Order(), Allowed.Select(row => row.From).Order());
        Assert.All(Allowed, row => Assert.Equal(row.To.Order(), Enum.GetValues<SendState>().Where(to => row.From.MayBecome(to)).Order()));
    }

    [Fact]
    public void Only_the_queue_leads_to_sending() => Assert.Equal([Queued], SendMoves.Claim.From);

    [Fact]
    public void No_move_leads_to_where_it_starts() => Assert.All(SendMoves.All, move => Assert.DoesNotContain(move.To, move.From));

    [Fact]
    public void Every_move_is_in_the_list() => Assert.Equal(
        typeof(SendMoves).GetProperties().Where(p => p.PropertyType == typeof(SendMove)).Select(p => p.GetValue(null)), SendMoves.All);
}
