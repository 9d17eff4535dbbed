using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Data;

public sealed class LedgerBulkTests
{
    [Fact]
    public async Task Many_sends_are_stored_with_ids_of_their_own_and_an_unbroken_audit_chain()
    {
        await using var stage = await LedgerStage.MakeAsync();

        var answer = await BulkOf(stage).ConfirmAsync(stage.Actor, Many(250), refused => Assert.Fail($"{refused}"));

        Assert.Equal(new BulkAnswer(250, null), answer);
        var sends = await stage.Test.ReadAsync(stage.Team.Id, db => db.Sends.AsNoTracking().OrderBy(s => s.Id).ToListAsync());
        Assert.Equal(250, sends.Select(s => s.LocalId).Distinct().Count());
        Assert.All(sends, s => Assert.Equal((SendState.Queued, true), (s.State, s.Bulk)));
        var subjects = await stage.Test.ReadAsync(stage.Team.Id, db => db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Subject).ToListAsync());
        Assert.Equal(sends.Select(s => $"send:{s.Id}"), subjects);
        Assert.Null((await stage.Test.Get<AuditChains>().VerifyAsync(stage.Team.Id)).BreaksAt);
    }

    [Fact]
    public async Task The_last_of_many_may_leave_as_long_after_its_turn_as_the_first()
    {
        await using var stage = await LedgerStage.MakeAsync();

        await BulkOf(stage).ConfirmAsync(stage.Actor, Many(491), _ => { });

        var sends = await stage.Test.ReadAsync(stage.Team.Id, db => db.Sends.AsNoTracking().OrderBy(s => s.Id).ToListAsync());
        Assert.Equal(TimeSpan.FromMinutes(60), sends[0].NotAfter - sends[0].DueAt);
        Assert.Equal(TimeSpan.FromMinutes(61), sends[490].NotAfter - sends[490].DueAt);
    }

    [Fact]
    public async Task A_repeat_among_many_is_told_before_the_next_is_taken()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var (taken, refused) = (0, new List<(int At, ConfirmAnswer Answer)>());

        var answer = await BulkOf(stage).ConfirmAsync(stage.Actor, Counted(), told => refused.Add((taken, told)));

        Assert.Equal(2, answer.Stored);
        var (at, repeat) = Assert.Single(refused);
        Assert.Equal(2, at);
        var first = await stage.Test.ReadAsync(stage.Team.Id, db => db.Sends.MinAsync(s => s.Id));
        Assert.Equal(first, Assert.IsType<ConfirmAnswer.Repeat>(repeat).SendId);

        IEnumerable<ConfirmedSend> Counted()
        {
            foreach (var number in (string[])["15105550142", "15105550142", "15105550143"])
            {
                taken++;
                yield return LedgerStage.Confirmed(number);
            }
        }
    }

    [Fact]
    public async Task When_it_fails_half_way_nothing_was_stored()
    {
        await using var stage = await LedgerStage.MakeAsync();

        await Assert.ThrowsAsync<IOException>(() => BulkOf(stage).ConfirmAsync(
            stage.Actor, Many(150).Concat(Many(1).Select<ConfirmedSend, ConfirmedSend>(_ => throw new IOException())), _ => { }));

        Assert.Equal(0, await stage.Test.ReadAsync(stage.Team.Id, db => db.Sends.CountAsync()));
        Assert.Equal(0, await stage.Test.ReadAsync(stage.Team.Id, db => db.AuditEntries.CountAsync()));
    }

    [Fact]
    public async Task Many_sends_of_a_stopped_team_wait_and_the_answer_says_why()
    {
        await using var stage = await LedgerStage.MakeAsync();
        await stage.Test.WriteAsync(null, db => db.Teams.ExecuteUpdateAsync(set => set.SetProperty(t => t.StoppedAt, stage.Test.Time.GetUtcNow())));

        var answer = await BulkOf(stage).ConfirmAsync(stage.Actor, Many(2), _ => { });

        Assert.Equal((2, TeamStops.Reason), (answer.Stored, answer.Held));
        Assert.Equal(2, await stage.Test.ReadAsync(stage.Team.Id, db => db.Sends.CountAsync(s => s.State == SendState.Held)));
    }

    [Fact]
    public async Task Whoever_may_not_send_stores_none_of_many()
    {
        await using var stage = await LedgerStage.MakeAsync(Role.Viewer);

        var answer = await BulkOf(stage).ConfirmAsync(stage.Actor, Many(3), _ => { });

        Assert.Equal(new BulkAnswer(0, "This account may not send in this team."), answer);
    }

    private static LedgerBulk BulkOf(LedgerStage stage) => stage.Test.Get<LedgerBulk>();

    private static IEnumerable<ConfirmedSend> Many(int count) => Enumerable.Range(0, count).Select(i => LedgerStage.Confirmed($"1415200{i:0000}"));
}
