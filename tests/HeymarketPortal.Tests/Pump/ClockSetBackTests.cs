using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pump;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Quartz;

namespace HeymarketPortal.Tests.Pump;

/// <summary>The wall clock goes back an hour: what waits for seconds does not wait for it, what was given a time keeps it, nothing goes twice.</summary>
public class ClockSetBackTests
{
    private const string Good = """{"id":9980041}""";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task What_is_queued_leaves_at_once_and_what_has_left_does_not_leave_again()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/message/send", Good);
        var sent = await stage.ConfirmAsync("First");
        await stage.CarryAsync();
        var waits = await stage.ConfirmAsync("Second");

        SetBack(stage);
        _ = stage.StartPump();

        await stage.ReachAsync(waits, SendState.Accepted);
        stage.Test.Time.Advance(TimeSpan.FromMinutes(61));
        await stage.Test.Get<LedgerClaims>().SweepAsync();
        Assert.Equal((SendState.Accepted, 1), ((await stage.SendAsync(sent)).State, (await stage.SendAsync(sent)).Attempts));
        Assert.Equal(2, stage.SendsReceived);
    }

    [Fact]
    public async Task A_pause_of_seconds_stays_one_of_seconds()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.BackOff.Lengthen(PumpStage.RateKey, TimeSpan.FromSeconds(20));

        SetBack(stage);

        Assert.Equal(stage.Test.Time.GetUtcNow().AddSeconds(20), stage.BackOff.PausedUntil(PumpStage.RateKey));
        stage.Test.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Null(stage.BackOff.PausedUntil(PumpStage.RateKey));
    }

    [Fact]
    public async Task The_budget_goes_on_and_gives_nothing_away()
    {
        await using var stage = await PumpStage.SetAsync(("Sending:RequestsPerMinute", "60"));
        var budget = stage.Test.Get<RequestBudget>();
        stage.Test.Time.Advance(TimeSpan.FromSeconds(2));
        await budget.TakeAsync("a", BudgetUse.Send);
        await budget.TakeAsync("a", BudgetUse.Send);

        SetBack(stage);

        Assert.False(budget.TryTake("a"));
        stage.Test.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(budget.TryTake("a"));
        Assert.False(budget.TryTake("a"));
    }

    [Fact]
    public async Task An_undo_begins_anew_and_what_was_given_a_time_keeps_it()
    {
        await using var stage = await PumpStage.SetAsync(("Sending:HoldSeconds", "10"));
        var undo = await stage.ConfirmAsync("Undo");
        var given = stage.Test.Time.GetUtcNow().AddHours(2);
        var later = await stage.ConfirmAsync("Later", given);
        var claims = stage.Test.Get<LedgerClaims>();

        SetBack(stage);
        await claims.ClockWentBackAsync();

        Assert.Equal(stage.Test.Time.GetUtcNow().AddSeconds(10), (await stage.SendAsync(undo)).DueAt);
        await claims.SweepAsync();
        Assert.Equal(SendState.Scheduled, (await stage.SendAsync(undo)).State);
        stage.Test.Time.Advance(TimeSpan.FromSeconds(10));
        await claims.SweepAsync();
        Assert.Equal((SendState.Queued, SendState.Scheduled, given), ((await stage.SendAsync(undo)).State, (await stage.SendAsync(later)).State, (await stage.SendAsync(later)).DueAt));
    }

    [Fact]
    public async Task What_was_held_waits_for_a_person_for_nobody_knows_how_long_it_was()
    {
        await using var stage = await PumpStage.SetAsync();
        var id = await stage.ConfirmAsync();
        var claims = stage.Test.Get<LedgerClaims>();
        await claims.HoldKeyAsync(stage.Team.Id, stage.KeyId, "Refused.");
        stage.Test.Time.Advance(TimeSpan.FromMinutes(45));

        SetBack(stage);
        await stage.Test.Get<ApiKeys>().VerifiedAsync(stage.Actor, stage.KeyId, new ApiKeyFacts(PumpStage.RateKey, "Acme"));

        Assert.Equal(SendState.Held, (await stage.SendAsync(id)).State);
        Assert.Null(await stage.Test.Get<Ledger>().SendNowAsync(stage.Actor, id));
        Assert.Equal(SendState.Queued, (await stage.SendAsync(id)).State);
    }

    [Fact]
    public async Task What_is_in_doubt_is_looked_for_within_a_minute_and_its_absence_does_not_count_too_early()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/message/send", "", 500);
        stage.Upstream.Says("/v1/messages", "[]");
        var id = await stage.ConfirmAsync();
        await stage.CarryAsync();

        SetBack(stage);
        await stage.Test.Get<LedgerClaims>().ClockWentBackAsync();
        for (var minute = 0; minute < 15; minute++)
        {
            stage.Test.Time.Advance(TimeSpan.FromMinutes(1));
            await stage.Test.Get<ReadBack>().RunDueAsync();
        }

        Assert.Contains(stage.Upstream.Requests, request => request.Target.StartsWith("/v1/messages?", StringComparison.Ordinal));
        Assert.Equal((SendState.Unknown, 0, 1), ((await stage.SendAsync(id)).State, (await stage.SendAsync(id)).Absences, stage.SendsReceived));
    }

    [Fact]
    public async Task A_start_after_which_no_clock_went_back_leaves_every_look_at_its_time()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/message/send", "", 500);
        var id = await stage.ConfirmAsync();
        await stage.CarryAsync();
        var planned = stage.Test.Time.GetUtcNow().AddMinutes(9);
        await stage.Test.WriteAsync(stage.Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.CheckAt, planned).SetProperty(s => s.CheckedAt, s => s.StateAt)));
        using var watch = new ClockWatch(stage.Test.Get<LedgerClaims>(), null!, stage.Test.Time, NullLogger<ClockWatch>.Instance);

        await watch.LookAsync(default);
        Assert.Equal(planned, (await stage.SendAsync(id)).CheckAt);

        // While the portal was down.
        SetBack(stage);
        using var next = new ClockWatch(stage.Test.Get<LedgerClaims>(), null!, stage.Test.Time, NullLogger<ClockWatch>.Instance);
        await next.LookAsync(default);
        Assert.Equal(stage.Test.Time.GetUtcNow().AddSeconds(60), (await stage.SendAsync(id)).CheckAt);
    }

    [Fact]
    public async Task The_clock_watch_notices_it_and_starts_what_Quartz_would_let_wait()
    {
        await using var stage = await PumpStage.SetAsync(("Sending:HoldSeconds", "10"));
        var undo = await stage.ConfirmAsync("Undo");
        var before = (await stage.SendAsync(undo)).DueAt;
        Ran = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var services = new ServiceCollection().AddLogging().AddQuartz(quartz => quartz.ScheduleJob<Late>(
            trigger => trigger.StartAt(DateTimeOffset.UtcNow.AddHours(1)).WithSimpleSchedule(every => every.WithInterval(TimeSpan.FromSeconds(2)).RepeatForever()))).BuildServiceProvider();
        var factory = services.GetRequiredService<ISchedulerFactory>();
        var scheduler = await factory.GetScheduler(default);
        await scheduler.Start(default);
        using var watch = new ClockWatch(stage.Test.Get<LedgerClaims>(), factory, stage.Test.Time, NullLogger<ClockWatch>.Instance);
        await watch.LookAsync(default);
        Assert.Equal((before, false), ((await stage.SendAsync(undo)).DueAt, Ran.Task.IsCompleted));

        SetBack(stage);
        await watch.LookAsync(default);

        await Ran.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await scheduler.Shutdown(default);
        Assert.Equal(before - Hour, (await stage.SendAsync(undo)).DueAt);
    }

    private static TaskCompletionSource Ran { get; set; } = new();

    private static void SetBack(PumpStage stage) => ((TestTime)stage.Test.Time).SetBack(Hour);

    private sealed class Late : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            Ran.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }
}
