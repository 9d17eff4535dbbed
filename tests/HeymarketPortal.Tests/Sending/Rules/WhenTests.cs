using System.Globalization;
using HeymarketPortal.Sending;
using static HeymarketPortal.Tests.Sending.Rules.RuleStage;

namespace HeymarketPortal.Tests.Sending.Rules;

/// <summary>Quiet hours and Send at, on the clocks of real places: half-hour zones, half-hour summers, hours that are skipped or come twice.</summary>
public class WhenTests
{
    [Theory]
    [InlineData("UTC", "2026-11-23T08:00Z", null)]
    [InlineData("UTC", "2026-11-23T07:59Z", "It is 7:59 in UTC. People may be asleep.")]
    [InlineData("UTC", "2026-11-23T20:59Z", null)]
    [InlineData("UTC", "2026-11-23T21:00Z", "It is 21:00 in UTC. People may be asleep.")]
    [InlineData("UTC", "2026-11-23T00:00Z", "It is 0:00 in UTC. People may be asleep.")]
    [InlineData("Europe/Berlin", "2026-11-23T07:00Z", null)]
    [InlineData("Europe/Berlin", "2026-11-23T20:00Z", "It is 21:00 in Europe/Berlin. People may be asleep.")]
    [InlineData("America/New_York", "2026-11-23T12:59Z", "It is 7:59 in America/New_York. People may be asleep.")]
    [InlineData("America/New_York", "2026-11-24T01:59Z", null)]
    [InlineData("America/New_York", "2026-11-24T02:00Z", "It is 21:00 in America/New_York. People may be asleep.")]
    [InlineData("Asia/Kolkata", "2026-11-23T02:29Z", "It is 7:59 in Asia/Kolkata. People may be asleep.")]
    [InlineData("Asia/Kolkata", "2026-11-23T02:30Z", null)]
    [InlineData("Australia/Lord_Howe", "2026-11-23T20:59Z", "It is 7:59 in Australia/Lord_Howe. People may be asleep.")]
    [InlineData("Australia/Lord_Howe", "2026-11-23T21:00Z", null)]
    public void Outside_8_to_21_on_the_teams_clock_a_text_that_leaves_now_is_warned_of(string zone, string now, string? sentence) =>
        Says(Number(), zone, now, sentence);

    [Theory]
    [InlineData("2026-11-24T08:00", null)]
    [InlineData("2026-11-24T07:59", "7:59 in Asia/Kolkata is outside 8:00 to 21:00. People may be asleep.")]
    [InlineData("2026-11-24T20:59", null)]
    [InlineData("2026-11-24T21:00", "21:00 in Asia/Kolkata is outside 8:00 to 21:00. People may be asleep.")]
    public void A_time_to_come_counts_instead_of_now(string at, string? sentence) =>
        // 3:30 at night there: it does not leave now.
        Says(At(at), "Asia/Kolkata", "2026-11-23T22:00Z", sentence);

    [Fact]
    public void A_private_comment_wakes_nobody() => Says(Conversation(f => f.Private = true), "UTC", "2026-11-23T03:00Z", null);

    [Theory]
    [InlineData("Europe/Berlin", "2026-11-23T12:00", "That time has passed. Choose a later one, or empty it to send at once.")] // 11:00 UTC
    [InlineData("America/New_York", "2026-11-23T07:00", "That time has passed. Choose a later one, or empty it to send at once.")] // this very minute
    [InlineData("Europe/Berlin", "2027-03-28T02:00", "There is no 2:00 that day: the clocks go forward. Choose another time.")]
    [InlineData("Europe/Berlin", "2027-03-28T02:59", "There is no 2:59 that day: the clocks go forward. Choose another time.")]
    [InlineData("America/New_York", "2027-03-14T02:30", "There is no 2:30 that day: the clocks go forward. Choose another time.")]
    [InlineData("Australia/Lord_Howe", "2027-10-03T02:15", "There is no 2:15 that day: the clocks go forward. Choose another time.")]
    public void A_time_that_has_passed_or_never_comes_is_refused(string zone, string at, string sentence)
    {
        var (send, problems) = SendRules.Confirm(At(at), In(zone), Ticket, Noon);

        Assert.Null(send);
        Assert.Equal(new Problem(nameof(SendForm.SendAt), sentence), Assert.Single(problems, p => p.Weight == ProblemWeight.Refused));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-10-25T02:30", "2:30 comes twice that day, as the clocks go back. The first one counts: 0:30 UTC.", "2026-10-25T00:30Z")]
    [InlineData("America/New_York", "2026-11-01T01:00", "1:00 comes twice that day, as the clocks go back. The first one counts: 5:00 UTC.", "2026-11-01T05:00Z")]
    [InlineData("Australia/Lord_Howe", "2027-04-04T01:45", "1:45 comes twice that day, as the clocks go back. The first one counts: 14:45 UTC.", "2027-04-03T14:45Z")]
    [InlineData("Europe/Berlin", "2026-10-26T10:00", "The clocks change before then. It leaves when they show 10:00: 9:00 UTC.", "2026-10-26T09:00Z")]
    [InlineData("Europe/Berlin", "2027-03-29T10:00", null, "2027-03-29T08:00Z")] // there and back again: the clocks show the same as now
    [InlineData("America/New_York", "2026-11-02T10:00", "The clocks change before then. It leaves when they show 10:00: 15:00 UTC.", "2026-11-02T15:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04T10:00", "The clocks change before then. It leaves when they show 10:00: 23:00 UTC.", "2026-10-03T23:00Z")]
    [InlineData("Asia/Kolkata", "2027-03-29T10:00", null, "2027-03-29T04:30Z")]
    [InlineData("Europe/Berlin", "2026-10-24T10:00", null, "2026-10-24T08:00Z")] // the day before the change
    public void A_clock_that_changes_before_then_is_told_and_the_moment_is_the_one_it_names(string zone, string at, string? sentence, string due)
    {
        var (send, problems) = SendRules.Confirm(At(at), In(zone), Ticket, Moment("2026-10-01T08:00Z"));

        Assert.Equal(Moment(due), send!.DueAt);
        Assert.Equal(sentence, problems.SingleOrDefault(p => !p.Sentence.EndsWith("asleep.", StringComparison.Ordinal))?.Sentence);
        Assert.All(problems, p => Assert.Equal((nameof(SendForm.SendAt), ProblemWeight.Warned), (p.Field, p.Weight)));
    }

    [Theory]
    [InlineData("2026-10-25T02:05", "2:05 comes twice", "2026-10-25T01:05Z")]
    [InlineData("2026-10-25T02:45", "2:45 comes twice", "2026-10-25T01:45Z")]
    public void In_the_second_pass_of_an_hour_a_time_of_it_is_still_to_come(string at, string begins, string due)
    {
        // The clock shows 2:00 for the second time.
        var (send, problems) = SendRules.Confirm(At(at), In("Europe/Berlin"), Ticket, Moment("2026-10-25T01:00Z"));

        Assert.Equal(Moment(due), send!.DueAt);
        Assert.StartsWith(begins, problems[0].Sentence, StringComparison.Ordinal);
        Assert.EndsWith($"The first has passed: it leaves at the second: {Moment(due):H:mm} UTC.", problems[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Once_both_have_passed_it_is_refused() => Assert.Null(
        SendRules.Confirm(At("2026-10-25T02:30"), In("Europe/Berlin"), Ticket, Moment("2026-10-25T01:30Z")).Send);

    [Fact]
    public void Without_a_time_it_leaves_at_once() => Assert.Null(SendRules.Confirm(Number(), Facts, Ticket, Noon).Send!.DueAt);

    private static void Says(SendForm form, string zone, string now, string? sentence)
    {
        var (send, problems) = SendRules.Confirm(form, In(zone), Ticket, Moment(now));

        Assert.NotNull(send);
        Assert.Equal(sentence is null ? [] : [new Problem(nameof(SendForm.SendAt), sentence, ProblemWeight.Warned)], problems);
    }

    private static SendForm At(string wall) => Number(f => f.SendAt = DateTime.Parse(wall, CultureInfo.InvariantCulture));

    private static SendFacts In(string zone) => Facts with { Zone = TimeZoneInfo.FindSystemTimeZoneById(zone) };

    private static DateTimeOffset Moment(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
}
