using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Sending;

public class SendStatesTests
{
    [Fact]
    public void Nothing_goes_from_unknown_back_to_the_queue()
    {
        Assert.False(SendState.Unknown.MayBecome(SendState.Queued));
        Assert.False(SendState.NotFound.MayBecome(SendState.Queued));
        Assert.False(SendState.Closed.MayBecome(SendState.Queued));
    }

    [Fact]
    public void Only_the_queue_leads_to_sending() => Assert.Equal(
        [SendState.Queued], Enum.GetValues<SendState>().Where(state => state.MayBecome(SendState.Sending)));

    [Theory]
    [InlineData(SendState.Accepted)]
    [InlineData(SendState.Rejected)]
    [InlineData(SendState.NotSent)]
    [InlineData(SendState.Cancelled)]
    [InlineData(SendState.Expired)]
    public void What_has_ended_stays_ended(SendState state) =>
        Assert.DoesNotContain(Enum.GetValues<SendState>(), to => state.MayBecome(to));

    [Fact]
    public void Evidence_wins_late() => Assert.All(
        [SendState.Unknown, SendState.NotFound, SendState.Closed], state => Assert.True(state.MayBecome(SendState.Accepted)));
}
