using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pages.Outbox;
using HeymarketPortal.Sending;
using HeymarketPortal.Tests.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Pages;

public sealed class WaitingPlacesTests
{
    [Fact]
    public async Task A_persons_text_stands_before_bulk_ones_and_other_teams_count_without_being_told_of()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var bulk = await StoreAsync(stage, stage.Team.Id, due: 0, bulk: true);
        var own = await StoreAsync(stage, stage.Team.Id, due: 2);
        var neighbour = await stage.Test.AddTeamAsync("bakery");
        var foreign = await StoreAsync(stage, neighbour.Id, due: 1);
        await StoreAsync(stage, neighbour.Id, due: 1, rateKey: "heymarket:8");

        var places = await PlacesOf(stage).ReadAsync(stage.Team.Id, [bulk, own, foreign]);

        Assert.Equal([(own, 2), (bulk, 3)], places.Select(p => (p.Key, p.Value.Position!.Value)).OrderBy(p => p.Item2));
    }

    [Fact]
    public async Task The_estimate_follows_the_budget_left_by_reads()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var (budget, time) = (new RequestBudget(new SendingOptions { RequestsPerMinute = 60 }, stage.Test.Time), stage.Test.Time);
        long last = 0;
        for (var i = 0; i < 30; i++)
        {
            last = await StoreAsync(stage, stage.Team.Id, due: -i);
        }
        last = await StoreAsync(stage, stage.Team.Id, due: 1);

        Assert.Equal(31, (await LeavesInAsync()).TotalSeconds, 0.01);

        for (var i = 0; i < 30; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await budget.TakeAsync(LedgerStage.RateKey, BudgetUse.Read);
        }
        Assert.Equal(62, (await LeavesInAsync()).TotalSeconds, 0.01);

        async Task<TimeSpan> LeavesInAsync() =>
            (await PlacesOf(stage, budget).ReadAsync(stage.Team.Id, [last]))[last].Leaves!.Value - time.GetUtcNow();
    }

    [Fact]
    public async Task A_pause_of_the_rate_key_moves_every_estimate()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await StoreAsync(stage, stage.Team.Id, due: 0);
        var until = stage.Test.Get<BackOff>().Lengthen(LedgerStage.RateKey, TimeSpan.FromMinutes(4));

        var place = (await PlacesOf(stage, Unlimited(stage)).ReadAsync(stage.Team.Id, [id]))[id];

        Assert.Equal((1, until, until), (place.Position, place.Leaves, place.PausedUntil));
    }

    [Fact]
    public async Task What_does_not_stand_in_the_queue_has_no_position()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var held = await StoreAsync(stage, stage.Team.Id, due: 0, SendState.Held);
        var undo = await StoreAsync(stage, stage.Team.Id, due: 10, SendState.Scheduled);
        var ended = await StoreAsync(stage, stage.Team.Id, due: 0, SendState.Accepted);

        var places = await PlacesOf(stage).ReadAsync(stage.Team.Id, [held, undo, ended]);

        Assert.Equal(new WaitingPlace(null, null, null), places[held]);
        Assert.Equal(new WaitingPlace(null, stage.Test.Time.GetUtcNow().AddSeconds(10), null), places[undo]);
        Assert.False(places.ContainsKey(ended));
    }

    [Fact]
    public async Task Places_are_counted_along_the_index_without_sorting()
    {
        await using var stage = await LedgerStage.MakeAsync();

        List<string> plan = [];
        await stage.Test.ReadAsync(null, async db =>
        {
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"EXPLAIN QUERY PLAN {QueueOrder.Places.Replace("{0}", "'key'").Replace("{1}", "'[1,2]'").Replace("{2}", "2")}";
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                plan.Add(rows.GetString(3));
            }
            return plan;
        });

        Assert.Contains(plan, step => step.Contains("COVERING INDEX IX_Sends_RateKey_State_Bulk_DueAt_Id", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    private static WaitingPlaces PlacesOf(LedgerStage stage, RequestBudget? budget = null) =>
        new(stage.Test.Database, stage.Test.Get<QueueOrder>(), budget ?? Unlimited(stage), stage.Test.Get<BackOff>(), stage.Test.Time);

    private static RequestBudget Unlimited(LedgerStage stage) => new(new SendingOptions { RequestsPerMinute = 0 }, stage.Test.Time);

    private static async Task<long> StoreAsync(
        LedgerStage stage, long teamId, int due, SendState state = SendState.Queued, bool bulk = false, string rateKey = LedgerStage.RateKey)
    {
        var now = stage.Test.Time.GetUtcNow();
        var send = await stage.Test.WriteAsync(teamId, db => Task.FromResult(db.Sends.Add(new Send
        {
            TeamId = teamId,
            LocalId = Guid.NewGuid().ToString(),
            RequestId = Guid.NewGuid(),
            RateKey = rateKey,
            State = state,
            Bulk = bulk,
            PhoneNumber = "15105550142",
            CreatedAt = now,
            DueAt = now.AddSeconds(due),
            NotAfter = now.AddHours(1),
        }).Entity));
        return send.Id;
    }
}
