using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Data;

/// <summary>Whoever opted out after a text was confirmed does not get it.</summary>
public class OptOutTests
{
    private const string Number = "15105550142";

    [Theory]
    [InlineData("number")]
    [InlineData("conversation")]
    [InlineData("group")]
    public async Task What_waits_for_somebody_who_opted_out_is_not_claimed_and_ends_as_not_sent(string kind)
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await stage.ConfirmAsync();
        await ChangeAsync(stage, kind);
        await stage.Test.Get<OptOuts>().AddAsync(stage.Team.Id, Number, null);

        Assert.False(await stage.Claims.AnyDueAsync(LedgerStage.RateKey, default));
        Assert.Empty(await stage.Claims.DueRateKeysAsync());
        Assert.Equal(0, await ClaimedAsync(stage));
        await stage.Claims.SweepAsync();

        var send = await stage.SendAsync(id);
        Assert.Equal((SendState.NotSent, "The number has opted out of texts.", 0), (send.State, send.Reason, send.Attempts));
        Assert.True(SendState.Queued.MayBecome(SendState.NotSent));
    }

    [Theory]
    [InlineData("private")]
    [InlineData("private group")]
    [InlineData("list")]
    [InlineData("somebody else")]
    public async Task Private_comments_lists_and_others_are_not_affected(string kind)
    {
        await using var stage = await LedgerStage.MakeAsync();
        await stage.ConfirmAsync();
        await ChangeAsync(stage, kind);
        await stage.Test.Get<OptOuts>().AddAsync(stage.Team.Id, Number, null);

        await stage.Claims.SweepAsync();
        Assert.Equal(1, await ClaimedAsync(stage));
    }

    [Fact]
    public async Task Another_team_s_opt_out_stops_nothing_here_and_opting_in_again_lets_texts_go()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var bakery = await stage.Test.AddTeamAsync("bakery");
        var optOuts = stage.Test.Get<OptOuts>();
        await optOuts.AddAsync(bakery.Id, Number, null);
        await stage.ConfirmAsync();
        Assert.Equal(1, await ClaimedAsync(stage));

        await optOuts.AddAsync(stage.Team.Id, Number, null);
        await stage.ConfirmAsync();
        Assert.False(await stage.Claims.AnyDueAsync(LedgerStage.RateKey, default));
        await optOuts.RemoveAsync(stage.Team.Id, Number, null);
        Assert.Equal(1, await ClaimedAsync(stage));
    }

    [Fact]
    public async Task A_group_that_may_not_be_texted_does_not_stand_before_the_others_of_its_key()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var group = await stage.ConfirmAsync();
        await ChangeAsync(stage, "group");
        await stage.Test.Get<OptOuts>().AddAsync(stage.Team.Id, Number, null);
        stage.Test.Time.Advance(TimeSpan.FromSeconds(1));
        var other = await stage.ConfirmAsync();
        await stage.Test.WriteAsync(stage.Team.Id, db => db.Sends.Where(s => s.Id == other).ExecuteUpdateAsync(set => set.SetProperty(s => s.PhoneNumber, "15105550149")));

        Assert.Equal(other, (await stage.Claims.ClaimAsync(LedgerStage.RateKey))?.SendId);
        Assert.Equal(SendState.Queued, (await stage.SendAsync(group)).State);
    }

    [Fact]
    public async Task A_scheduled_text_ends_when_its_time_comes()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await stage.ConfirmAsync();
        await stage.Test.WriteAsync(stage.Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.Scheduled)));
        await stage.Test.Get<OptOuts>().AddAsync(stage.Team.Id, Number, null);

        await stage.Claims.SweepAsync();

        Assert.Equal(SendState.NotSent, (await stage.SendAsync(id)).State);
    }

    [Fact]
    public async Task An_opt_in_that_is_older_than_the_opt_out_changes_nothing()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var optOuts = stage.Test.Get<OptOuts>();
        Assert.True(await optOuts.AddAsync(stage.Team.Id, Number, LedgerStage.Noon));
        Assert.False(await optOuts.AddAsync(stage.Team.Id, Number, LedgerStage.Noon.AddHours(2)));

        Assert.False(await optOuts.RemoveAsync(stage.Team.Id, Number, LedgerStage.Noon.AddHours(1)));
        Assert.Equal(1, await optOuts.CountAsync(stage.Team.Id));
        Assert.True(await optOuts.RemoveAsync(stage.Team.Id, Number, LedgerStage.Noon.AddHours(3)));
    }

    private static async Task<int> ClaimedAsync(LedgerStage stage) => await stage.Claims.ClaimAsync(LedgerStage.RateKey) is null ? 0 : 1;

    private static Task<int> ChangeAsync(LedgerStage stage, string kind) => stage.Test.WriteAsync(stage.Team.Id, async db =>
    {
        var send = await db.Sends.SingleAsync();
        switch (kind)
        {
            case "conversation":
                (send.PhoneNumber, send.ConversationId, send.ConversationNumber) = (null, 9920, Number);
                break;
            case "group":
                (send.Kind, send.PhoneNumber, send.Targets) = (SendKind.Group, null, ["15105550143", Number]);
                break;
            case "list":
                (send.Kind, send.PhoneNumber, send.ListId, send.ListNumbers) = (SendKind.List, null, 3310, [Number]);
                break;
            case "private group":
                (send.Kind, send.PhoneNumber, send.Targets, send.Private) = (SendKind.Group, null, ["15105550143", Number], true);
                break;
            case "private":
                send.Private = true;
                break;
            case "somebody else":
                send.PhoneNumber = "15105550149";
                break;
        }
        return await db.SaveChangesAsync();
    });
}
