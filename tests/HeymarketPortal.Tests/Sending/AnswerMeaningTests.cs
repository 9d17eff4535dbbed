using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Sending;

public class AnswerMeaningTests
{
    private static readonly Receipt Receipt = new(9980041, null, null, null);

    [Theory]
    [InlineData(Failure.Dns)]
    [InlineData(Failure.Refused)]
    [InlineData(Failure.ConnectTimeout)]
    [InlineData(Failure.Tls)]
    [InlineData(Failure.Proxy)]
    [InlineData(Failure.Timeout)]
    public void What_did_not_leave_was_not_sent(Failure failure) =>
        Assert.IsType<Outcome.NotSent>(AnswerMeaning.Of(new Observation { Failure = failure, Left = false }));

    [Theory]
    [InlineData(Failure.Timeout)]
    [InlineData(Failure.Reset)]
    [InlineData(Failure.Crash)]
    public void What_left_without_an_answer_is_unknown(Failure failure) =>
        Assert.IsType<Outcome.Unknown>(AnswerMeaning.Of(new Observation { Failure = failure, Left = true }));

    [Fact]
    public void An_answer_cut_off_after_200_is_unknown() =>
        Assert.IsType<Outcome.Unknown>(AnswerMeaning.Of(new Observation { Status = 200, Failure = Failure.Reset, Left = true }));

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(409)]
    [InlineData(418)]
    public void What_settles_nothing_is_unknown(int status) =>
        Assert.IsType<Outcome.Unknown>(AnswerMeaning.Of(new Observation { Status = status, Left = true }));

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(422)]
    public void A_refusal_is_rejected_with_its_reason(int status)
    {
        var outcome = AnswerMeaning.Of(new Observation { Status = status, Left = true, Message = "phone_number is not valid" });

        Assert.Equal($"phone_number is not valid ({status})", Assert.IsType<Outcome.Rejected>(outcome).Reason);
    }

    [Fact]
    public void Slow_down_keeps_what_Heymarket_asked_for() => Assert.Equal(TimeSpan.FromSeconds(7), Assert.IsType<Outcome.NotSent>(
        AnswerMeaning.Of(new Observation { Status = 429, Left = true, RetryAfter = TimeSpan.FromSeconds(7) })).RetryAfter);

    [Fact]
    public void An_id_is_enough_to_be_accepted() =>
        Assert.Equal(Receipt, Assert.IsType<Outcome.Accepted>(AnswerMeaning.Of(new Observation { Status = 200, Left = true, Receipt = Receipt })).Receipt);

    [Theory]
    [InlineData(401, true, false, typeof(Outcome.KeyRefused))]
    [InlineData(403, true, false, typeof(Outcome.KeyRefused))]
    [InlineData(401, false, false, typeof(Outcome.NotSent))]
    [InlineData(401, false, true, typeof(Outcome.Rejected))]
    [InlineData(403, false, false, typeof(Outcome.Rejected))]
    [InlineData(401, null, true, typeof(Outcome.NotSent))]
    [InlineData(403, null, false, typeof(Outcome.NotSent))]
    public void A_refused_key_is_probed_first(int status, bool? probeRefused, bool triedBefore, Type expected)
    {
        var doubted = Assert.IsType<Outcome.Doubted>(AnswerMeaning.Of(new Observation { Status = status, Left = true }));

        Assert.IsType(expected, AnswerMeaning.AfterProbe(doubted, probeRefused, triedBefore));
    }
}
