using System.Globalization;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pump;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace HeymarketPortal.Tests.Pump;

/// <summary>A send whose answer was lost is looked for over real HTTP: found, missed twice, or only probable.</summary>
public class ReadBackTests
{
    [Fact]
    public async Task An_unknown_send_is_looked_for_at_its_times_and_nothing_is_sent_again()
    {
        await using var stage = await PumpStage.SetAsync();
        var id = await UnknownAsync(stage);
        stage.Upstream.Says("/v1/messages", "[]");

        foreach (var seconds in (int[])[15, 45, 120, 420])
        {
            await LookAsync(stage);
            var before = Reads(stage);
            stage.Test.Time.Advance(TimeSpan.FromSeconds(seconds));
            await LookAsync(stage);
            Assert.Equal(before + 1, Reads(stage));
        }

        Assert.Equal((SendState.Unknown, 1), ((await stage.SendAsync(id)).State, stage.SendsReceived));
    }

    [Fact]
    public async Task Found_by_its_local_id_it_is_accepted_with_the_id_that_was_found()
    {
        await using var stage = await PumpStage.SetAsync();
        var id = await UnknownAsync(stage);
        Messages(stage, (9980041, (await stage.SendAsync(id)).LocalId, "Hi", "delivered"));

        stage.Test.Time.Advance(TimeSpan.FromSeconds(15));
        await LookAsync(stage);

        var send = await stage.SendAsync(id);
        Assert.Equal((SendState.Accepted, 9980041, Delivery.Delivered), (send.State, send.MessageId, send.Delivery));
        var evidence = await EvidenceAsync(stage);
        Assert.Equal((EvidenceSource.ReadBack, EvidenceVerdict.Found, 9980041), (evidence.Single().Source, evidence.Single().Verdict, evidence.Single().MessageId));
        Assert.Equal(1, stage.SendsReceived);
    }

    [Fact]
    public async Task What_was_found_is_looked_at_for_its_delivery_like_what_was_accepted_at_once()
    {
        await using var stage = await PumpStage.SetAsync();
        var id = await UnknownAsync(stage);
        var local = (await stage.SendAsync(id)).LocalId;
        Messages(stage, (9980041, local, "Hi", "sent"));
        await LookAfterAsync(stage, 15, 45);
        Assert.Equal((SendState.Accepted, (Delivery?)null, 1), ((await stage.SendAsync(id)).State, (await stage.SendAsync(id)).Delivery, Reads(stage)));

        Messages(stage, (9980041, local, "Hi", "delivered"));
        await LookAfterAsync(stage, 15);

        var send = await stage.SendAsync(id);
        Assert.Equal((Delivery.Delivered, (DateTimeOffset?)null, 2), (send.Delivery, send.CheckAt, Reads(stage)));
    }

    [Fact]
    public async Task A_clock_that_runs_ahead_of_Heymarket_s_concludes_no_absence()
    {
        await using var stage = await PumpStage.SetAsync();
        var id = await UnknownAsync(stage);
        var there = stage.Test.Time.GetUtcNow().AddSeconds(30);
        stage.Upstream.Says("/v1/messages", "[]", more: response => response.Headers.Date = there.ToString("R", CultureInfo.InvariantCulture));

        // Ours was set ahead after the attempt: to Heymarket that was half a minute ago.
        await LookAfterAsync(stage, 900, 60, 60);
        Assert.Equal((SendState.Unknown, 0), ((await stage.SendAsync(id)).State, (await stage.SendAsync(id)).Absences));
        Assert.Contains("Heymarket’s clock", (await stage.SendAsync(id)).CheckNote, StringComparison.Ordinal);

        there = there.AddSeconds(600);
        await LookAfterAsync(stage, 60, 60);
        Assert.Equal((SendState.NotFound, 2), ((await stage.SendAsync(id)).State, (await stage.SendAsync(id)).Absences));
    }

    [Fact]
    public async Task One_that_cannot_be_looked_for_keeps_no_other_of_its_key_waiting()
    {
        await using var stage = await PumpStage.SetAsync();
        var broken = await UnknownAsync(stage);
        var beside = await UnknownAsync(stage);
        // No moment two minutes before this one can be named.
        await stage.ExecuteAsync($"""UPDATE "Attempts" SET "StartedAt" = {DateTimeOffset.MinValue.ToUnixTimeMilliseconds()} WHERE "SendId" = {broken}""");
        Messages(stage, (9980041, (await stage.SendAsync(beside)).LocalId, "Hi", "sent"));

        await LookAfterAsync(stage, 15);

        Assert.Equal((SendState.Unknown, SendState.Accepted), ((await stage.SendAsync(broken)).State, (await stage.SendAsync(beside)).State));
        Assert.StartsWith("It could not be looked for:", (await stage.SendAsync(broken)).CheckNote, StringComparison.Ordinal);
        Assert.True((await stage.SendAsync(broken)).CheckAt > stage.Test.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_database_that_cannot_be_read_is_told_to_the_log_and_the_next_run_goes_on()
    {
        await using var stage = await PumpStage.SetAsync();
        var id = await UnknownAsync(stage);
        Messages(stage, (9980041, (await stage.SendAsync(id)).LocalId, "Hi", "delivered"));
        stage.Test.Time.Advance(TimeSpan.FromSeconds(15));
        var logger = new FakeLogger<ReadBackJob>();
        var job = new ReadBackJob(stage.Test.Get<ReadBack>(), logger);
        await stage.ExecuteAsync("""ALTER TABLE "Sends" RENAME COLUMN "CheckAt" TO "Away" """);

        await job.Execute(null!, default);
        Assert.Equal(LogLevel.Error, Assert.Single(logger.Collector.GetSnapshot()).Level);

        await stage.ExecuteAsync("""ALTER TABLE "Sends" RENAME COLUMN "Away" TO "CheckAt" """);
        await job.Execute(null!, default);
        await stage.ReachAsync(id, SendState.Accepted);
        Assert.Single(logger.Collector.GetSnapshot());
    }

    [Fact]
    public async Task Found_by_its_local_id_though_Heymarkets_clock_says_it_was_there_before_it_was_sent()
    {
        await using var stage = await PumpStage.SetAsync();
        var id = await UnknownAsync(stage);
        stage.Upstream.Says("/v1/messages", Json([(9980041, (await stage.SendAsync(id)).LocalId, "Hi", "delivered")], stage.Test.Time.GetUtcNow().AddHours(-1)));

        await LookAfterAsync(stage, 15);

        Assert.Equal((SendState.Accepted, 9980041), ((await stage.SendAsync(id)).State, (await stage.SendAsync(id)).MessageId));
    }

    [Fact]
    public async Task Absent_in_two_good_reads_ten_minutes_later_it_is_not_at_Heymarket()
    {
        await using var stage = await PumpStage.SetAsync();
        var id = await UnknownAsync(stage);
        Messages(stage, (9980001, Guid.CreateVersion7().ToString(), "Another one", "sent"));

        await LookAfterAsync(stage, 15, 45, 120, 420);
        Assert.Equal((SendState.Unknown, 1), ((await stage.SendAsync(id)).State, (await stage.SendAsync(id)).Absences));
        await LookAfterAsync(stage, 60);

        var send = await stage.SendAsync(id);
        Assert.Equal((SendState.NotFound, (DateTimeOffset?)null), (send.State, send.CheckAt));
        Assert.Equal([EvidenceVerdict.Absent, EvidenceVerdict.Absent], (await EvidenceAsync(stage)).Select(e => e.Verdict));
        Assert.Equal(1, stage.SendsReceived);
    }

    [Theory]
    [InlineData("Hi")]
    [InlineData("Hi\nReply STOP to opt out")]
    public async Task Without_local_ids_a_matching_message_is_only_probable_and_settles_nothing(string text)
    {
        await using var stage = await PumpStage.SetAsync();
        var id = await UnknownAsync(stage);
        Messages(stage, (9980041, null, text, "sent"));

        await LookAfterAsync(stage, 15, 45, 120, 420, 60, 3_600);

        Assert.Equal(SendState.Unknown, (await stage.SendAsync(id)).State);
        var evidence = Assert.Single(await EvidenceAsync(stage));
        Assert.Equal((EvidenceVerdict.Probable, 9980041), (evidence.Verdict, evidence.MessageId));
        Assert.Contains(text, evidence.Details!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_that_fails_counts_for_nothing_and_is_taken_again()
    {
        await using var stage = await PumpStage.SetAsync();
        var id = await UnknownAsync(stage);
        stage.Upstream.Says("/v1/messages", "", status: 503);

        await LookAfterAsync(stage, 15, 60, 60, 600, 60, 60);

        var send = await stage.SendAsync(id);
        Assert.Equal((SendState.Unknown, 0, 0), (send.State, send.Checks, send.Absences));
        Assert.NotNull(send.CheckNote);
        Messages(stage, (9980041, send.LocalId, "Hi", "sent"));
        await LookAfterAsync(stage, 60);
        Assert.Equal(SendState.Accepted, (await stage.SendAsync(id)).State);
    }

    [Fact]
    public async Task A_span_that_was_not_seen_to_its_end_proves_no_absence()
    {
        await using var stage = await PumpStage.SetAsync();
        var id = await UnknownAsync(stage);
        // Every page is full and moves on by itself: nobody could read to its end.
        var next = 1L;
        var now = stage.Test.Time;
        stage.Upstream.Answers["/v1/messages"] = http => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(http.Response, Json(
            Enumerable.Range(0, 50).Select(_ => (next++, (string?)Guid.CreateVersion7().ToString(), "Other", "sent")), now.GetUtcNow()));

        await LookAfterAsync(stage, 15, 45, 120, 420, 60, 60);

        Assert.Equal((SendState.Unknown, 0), ((await stage.SendAsync(id)).State, (await stage.SendAsync(id)).Absences));
    }

    [Fact]
    public async Task What_another_Heymarket_account_does_not_have_is_not_concluded_to_be_nowhere()
    {
        await using var stage = await PumpStage.SetAsync();
        var id = await UnknownAsync(stage);
        var keys = stage.Test.Get<ApiKeys>();
        Assert.Null(await keys.RevokeAsync(stage.Actor, stage.KeyId));
        Assert.IsType<ApiKeyAnswer.Added>(await keys.AddAsync(stage.Actor, new ApiKeyCredentials.Static("key-8d3f"), "Other", new("heymarket:8", "Other")));
        stage.Upstream.Says("/v1/messages", "[]");

        await LookAfterAsync(stage, 15, 45, 120, 420, 60, 60);

        var send = await stage.SendAsync(id);
        Assert.Equal((SendState.Unknown, 0, 0), (send.State, send.Absences, Reads(stage)));
        Assert.Contains("another Heymarket account", send.CheckNote, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_is_looked_at_only_while_the_budget_is_idle_or_when_a_person_asks()
    {
        await using var stage = await PumpStage.SetAsync(("Sending:RequestsPerMinute", "60"));
        stage.Upstream.Says("/v1/message/send", """{"id":9980041}""");
        var id = await stage.ConfirmAsync();
        await stage.CarryAsync();
        Messages(stage, (9980041, null, "Hi", "delivered"));
        for (var second = 0; second < 61; second++)
        {
            stage.Test.Time.Advance(TimeSpan.FromSeconds(1));
            await stage.Test.Get<RequestBudget>().TakeAsync(PumpStage.RateKey, BudgetUse.Send);
        }

        await LookAsync(stage);
        Assert.Equal((0, 0), (Reads(stage), (await stage.SendAsync(id)).Checks));

        await stage.Test.Get<LedgerEvidence>().AskAsync(stage.Actor, id);
        // The budget is in use, yet a request may be made.
        stage.Test.Time.Advance(TimeSpan.FromSeconds(2));
        await LookAsync(stage);
        Assert.Equal((1, Delivery.Delivered), (Reads(stage), (await stage.SendAsync(id)).Delivery));
    }

    [Fact]
    public async Task An_accepted_text_is_read_back_for_its_delivery_and_its_state_stays()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/message/send", """{"id":9980041}""");
        var id = await stage.ConfirmAsync();
        await stage.CarryAsync();
        Messages(stage, (9980041, null, "Hi", "sent"));

        await LookAfterAsync(stage, 60);
        Assert.Null((await stage.SendAsync(id)).Delivery);
        Messages(stage, (9980041, null, "Hi", "failed: landline"));
        await LookAfterAsync(stage, 540);

        var send = await stage.SendAsync(id);
        Assert.Equal((SendState.Accepted, Delivery.Failed, (DateTimeOffset?)null), (send.State, send.Delivery, send.CheckAt));
        Assert.Equal(2, Reads(stage));
        await LookAfterAsync(stage, 3_600);
        Assert.Equal(2, Reads(stage));
    }

    [Fact]
    public async Task Evidence_wins_after_a_person_closed_it_and_ends_the_send_again_that_waits()
    {
        await using var stage = await PumpStage.SetAsync();
        var id = await UnknownAsync(stage);
        stage.Upstream.Says("/v1/messages", "[]");
        await LookAfterAsync(stage, 15, 45, 120, 420, 60);
        Assert.Equal(SendState.NotFound, (await stage.SendAsync(id)).State);

        var again = await stage.Test.Get<LedgerAgain>().SendAsync(stage.Actor, [id]);
        Assert.Equal(SendState.Closed, (await stage.SendAsync(id)).State);
        Messages(stage, (9980041, (await stage.SendAsync(id)).LocalId, "Hi", "sent"));
        Assert.Null(await stage.Test.Get<LedgerEvidence>().AskAsync(stage.Actor, id));
        await LookAsync(stage);

        Assert.Equal(SendState.Accepted, (await stage.SendAsync(id)).State);
        Assert.Equal(SendState.Cancelled, (await stage.SendAsync(Assert.Single(again.Sent))).State);
        Assert.Null(await stage.Test.Get<LedgerClaims>().ClaimAsync(PumpStage.RateKey));
    }

    [Fact]
    public async Task What_is_sent_again_is_a_send_of_its_own_and_happens_once()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/message/send", """{"message":"bad"}""", status: 400);
        var id = await stage.ConfirmAsync();
        await stage.CarryAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => stage.Test.Get<LedgerAgain>().SendAsync(stage.Actor, [id])));

        var again = await stage.SendAsync(Assert.Single(answers.SelectMany(answer => answer.Sent)));
        var old = await stage.SendAsync(id);
        Assert.Equal((id, old.Text, old.PhoneNumber, SendState.Queued), (again.AgainOf, again.Text, again.PhoneNumber, again.State));
        Assert.NotEqual(old.LocalId, again.LocalId);
    }

    [Fact]
    public async Task What_Heymarket_has_or_may_have_is_never_sent_again()
    {
        await using var stage = await PumpStage.SetAsync();
        var unknown = await UnknownAsync(stage);
        stage.Upstream.Says("/v1/message/send", """{"id":1}""");
        var accepted = await stage.ConfirmAsync();
        await stage.CarryAsync();

        var answer = await stage.Test.Get<LedgerAgain>().SendAsync(stage.Actor, [unknown, accepted]);

        Assert.Equal((0, "Unknown, Accepted"), (answer.Sent.Count, string.Join(", ", answer.Left)));
    }

    [Fact]
    public async Task A_cancelled_text_is_not_sent_again_for_it_may_live_on_in_another()
    {
        await using var stage = await PumpStage.SetAsync();
        var id = await stage.ConfirmAsync();
        Assert.Null(await stage.Test.Get<Ledger>().CancelAsync(stage.Actor, id));

        var answer = await stage.Test.Get<LedgerAgain>().SendAsync(stage.Actor, [id]);

        Assert.Equal((0, NotAgain.Settled), (answer.Sent.Count, Assert.Single(answer.Left)));
    }

    private static async Task<long> UnknownAsync(PumpStage stage)
    {
        stage.Upstream.Says("/v1/message/send", "", status: 500);
        var id = await stage.ConfirmAsync();
        await stage.CarryAsync();
        Assert.Equal(SendState.Unknown, (await stage.SendAsync(id)).State);
        return id;
    }

    private static Task LookAsync(PumpStage stage) => stage.Test.Get<ReadBack>().RunDueAsync();

    private static async Task LookAfterAsync(PumpStage stage, params int[] seconds)
    {
        foreach (var pause in seconds)
        {
            stage.Test.Time.Advance(TimeSpan.FromSeconds(pause));
            await LookAsync(stage);
        }
    }

    private static int Reads(PumpStage stage) => stage.Upstream.Requests.Count(request => request.Target.StartsWith("/v1/messages?", StringComparison.Ordinal));

    private static void Messages(PumpStage stage, params (long Id, string? LocalId, string Text, string Status)[] messages) =>
        stage.Upstream.Says("/v1/messages", Json(messages, stage.Test.Time.GetUtcNow()));

    private static string Json(IEnumerable<(long Id, string? LocalId, string Text, string Status)> messages, DateTimeOffset at) =>
        System.Text.Json.JsonSerializer.Serialize(messages.Select(message => new
        {
            id = message.Id,
            local_id = message.LocalId,
            text = message.Text,
            status = message.Status,
            date = at.ToString("O", CultureInfo.InvariantCulture),
            user = 99,
        }));

    private static Task<List<Evidence>> EvidenceAsync(PumpStage stage) =>
        stage.Test.ReadAsync(stage.Team.Id, db => db.Evidence.AsNoTracking().OrderBy(e => e.Id).ToListAsync());
}
