using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Data;

/// <summary>Send again doubles no text: whatever reached somebody, or may yet, is left out with its reason.</summary>
public sealed class LedgerAgainTests
{
    private const string Number = "15105550142";

    [Fact]
    public async Task What_another_text_took_the_place_of_is_not_sent_again()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var old = await FailedAsync(stage);
        var changed = await FailedAsync(stage, "15105550143");
        await SetAsync(stage, changed, set => set.SetProperty(s => s.InsteadOf, old));

        await LeftOutAsync(stage, old, NotAgain.Settled);
    }

    [Theory]
    [InlineData(SendState.Scheduled)]
    [InlineData(SendState.Queued)]
    [InlineData(SendState.Accepted)]
    [InlineData(SendState.Unknown)]
    [InlineData(SendState.Closed)]
    public async Task What_was_composed_once_more_meanwhile_is_not_sent_again_however_long_ago(SendState state)
    {
        await using var stage = await LedgerStage.MakeAsync();
        var old = await FailedAsync(stage);
        var composed = await stage.ConfirmAsync();
        await SetAsync(stage, composed, set => set.SetProperty(s => s.State, state));
        stage.Test.Time.Advance(TimeSpan.FromHours(3));

        await LeftOutAsync(stage, old, NotAgain.Repeat);
    }

    [Fact]
    public async Task The_same_text_within_ten_minutes_before_is_not_sent_again_until_they_have_passed()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var before = await stage.ConfirmAsync();
        await SetAsync(stage, before, set => set.SetProperty(s => s.State, SendState.Accepted));
        var old = await FailedAsync(stage);

        await LeftOutAsync(stage, old, NotAgain.Repeat);
        stage.Test.Time.Advance(TimeSpan.FromMinutes(11));

        Assert.Single((await AgainAsync(stage, old)).Sent);
    }

    [Fact]
    public async Task Of_two_that_say_the_same_to_the_same_number_one_is_sent_again()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var (first, second) = (await FailedAsync(stage), await FailedAsync(stage));
        var other = await FailedAsync(stage, "15105550143");

        var answer = await AgainAsync(stage, first, second, other);

        Assert.Equal([first, other], await stage.Test.ReadAsync(stage.Team.Id, db => db.Sends.Where(s => answer.Sent.Contains(s.Id)).Select(s => s.AgainOf!.Value).ToListAsync()));
        Assert.Equal([NotAgain.Repeat], answer.Left);
    }

    [Fact]
    public async Task Whoever_opted_out_meanwhile_is_left_out()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var old = await FailedAsync(stage);
        await stage.Test.Get<OptOuts>().AddAsync(stage.Team.Id, Number, null);

        await LeftOutAsync(stage, old, NotAgain.OptedOut);
    }

    [Fact]
    public async Task A_list_is_composed_again_instead()
    {
        await using var stage = await LedgerStage.MakeAsync(Role.Admin);
        var old = await FailedAsync(stage);
        await SetAsync(stage, old, set => set.SetProperty(s => s.ListId, 3310L));

        await LeftOutAsync(stage, old, NotAgain.List);
    }

    [Fact]
    public async Task What_somebody_else_has_in_doubt_is_for_them_or_an_admin()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var old = await FailedAsync(stage);
        await SetAsync(stage, old, set => set.SetProperty(s => s.State, SendState.NotFound).SetProperty(s => s.AccountId, (long?)null));

        await LeftOutAsync(stage, old, NotAgain.NotYours);
    }

    [Fact]
    public async Task Looking_first_tells_what_would_be_left_out_and_writes_nothing()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var (old, waiting) = (await FailedAsync(stage), await stage.ConfirmAsync("15105550143"));
        var bakery = await stage.Test.AddTeamAsync("bakery");
        await stage.Test.AddMemberAsync(bakery, stage.Texter, Role.Texter);
        await stage.AddKeyAsync(bakery, "heymarket:8");

        var answer = await stage.Test.Get<LedgerAgain>().LookAsync(stage.Actor, [old, waiting]);

        Assert.Equal(old, Assert.Single(answer.Sent));
        Assert.Equal([NotAgain.Settled], answer.Left);
        Assert.Equal(2, await stage.Test.ReadAsync(stage.Team.Id, db => db.Sends.CountAsync()));
        // Another team finds none of them.
        var foreign = await stage.Test.Get<LedgerAgain>().SendAsync(new Actor(stage.Texter.Id, bakery.Id), [old]);
        Assert.Equal((0, 1), (foreign.Sent.Count, foreign.Left.Count));
    }

    [Fact]
    public async Task Each_of_many_gets_the_time_that_those_before_it_take()
    {
        await using var stage = await LedgerStage.MakeAsync();
        stage.Test.Get<SendingOptions>().RequestsPerMinute = 2;
        long[] old = [await FailedAsync(stage), await FailedAsync(stage, "15105550143"), await FailedAsync(stage, "15105550144")];
        await stage.ConfirmAsync("15105550145");

        var answer = await AgainAsync(stage, old);

        var alone = stage.Test.Time.GetUtcNow().AddMinutes(60);
        var made = await stage.Test.ReadAsync(stage.Team.Id, db => db.Sends.Where(s => answer.Sent.Contains(s.Id)).OrderBy(s => s.Id).Select(s => s.NotAfter).ToListAsync());
        Assert.Equal([alone.AddMinutes(0.5), alone.AddMinutes(1), alone.AddMinutes(1.5)], made);
    }

    [Fact]
    public async Task Several_at_once_wait_behind_a_person_s_own_text_and_each_is_audited()
    {
        await using var stage = await LedgerStage.MakeAsync();
        long[] old = [await FailedAsync(stage), await FailedAsync(stage, "15105550143")];

        var answer = await AgainAsync(stage, old);

        var made = await stage.Test.ReadAsync(stage.Team.Id, db => db.Sends.AsNoTracking().Where(s => s.AgainOf != null).OrderBy(s => s.Id).ToListAsync());
        Assert.All(made, s => Assert.Equal((SendState.Queued, true), (s.State, s.Bulk)));
        var entries = await stage.Test.ReadAsync(stage.Team.Id, db => db.AuditEntries.Where(e => e.Action == "send.again").OrderBy(e => e.Sequence).Select(e => $"{e.Subject} {e.Detail}").ToListAsync());
        Assert.Equal(answer.Sent.Zip(old, (sent, of) => $"send:{sent} of={of}"), entries);
    }

    private static async Task<long> FailedAsync(LedgerStage stage, string number = Number)
    {
        var id = await stage.ConfirmAsync(number);
        await SetAsync(stage, id, set => set.SetProperty(s => s.State, SendState.Rejected));
        return id;
    }

    private static Task<int> SetAsync(LedgerStage stage, long id, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Send>> set) =>
        stage.Test.WriteAsync(stage.Team.Id, db => db.Sends.Where(s => s.Id == id).ExecuteUpdateAsync(set));

    private static Task<AgainAnswer> AgainAsync(LedgerStage stage, params long[] ids) => stage.Test.Get<LedgerAgain>().SendAsync(stage.Actor, ids);

    private static async Task LeftOutAsync(LedgerStage stage, long id, NotAgain why)
    {
        var answer = await AgainAsync(stage, id);
        Assert.Empty(answer.Sent);
        Assert.Equal([why], answer.Left);
    }
}
