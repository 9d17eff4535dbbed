using HeymarketPortal.Data;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Data;

public class TeamStopsTests
{
    [Fact]
    public async Task One_press_holds_what_waits_and_what_is_confirmed_later()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var waiting = await stage.ConfirmAsync();

        Assert.Null(await stage.Test.Get<TeamStops>().StopAsync(stage.Actor));
        var later = await stage.ConfirmAsync("15105550143");

        Assert.Equal((SendState.Held, SendState.Held), ((await stage.SendAsync(waiting)).State, (await stage.SendAsync(later)).State));
        Assert.Null(await stage.Claims.ClaimAsync(LedgerStage.RateKey));
        Assert.Equal(stage.Texter.Name, (await stage.Test.Get<TeamStops>().FindAsync(stage.Team.Id))!.By);
        Assert.Contains("stopped all sends", await stage.Ledger.SendNowAsync(stage.Actor, waiting), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verifying_the_key_does_not_undo_a_stop_and_a_scheduled_text_waits_too()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var waiting = await stage.ConfirmAsync();
        var due = stage.Test.Time.GetUtcNow().AddMinutes(5);
        var scheduled = ((ConfirmAnswer.Stored)await stage.Ledger.ConfirmAsync(stage.Actor, LedgerStage.Confirmed("15105550143") with { DueAt = due })).SendId;
        await stage.Test.Get<TeamStops>().StopAsync(stage.Actor);

        Assert.Equal(0, await stage.Claims.ReleaseKeyAsync(stage.Team.Id, LedgerStage.RateKey));
        stage.Test.Time.Advance(TimeSpan.FromMinutes(6));
        await stage.Claims.SweepAsync();

        Assert.Equal((SendState.Held, SendState.Held), ((await stage.SendAsync(waiting)).State, (await stage.SendAsync(scheduled)).State));
    }

    [Fact]
    public async Task Only_an_admin_resumes_and_what_waited_too_long_waits_for_a_person()
    {
        await using var stage = await LedgerStage.MakeAsync(Role.Admin);
        var texter = await stage.Test.AddAccountAsync("texter@example.com");
        await stage.Test.AddMemberAsync(stage.Team, texter, Role.Texter);
        var old = await stage.ConfirmAsync();
        await stage.Test.Get<TeamStops>().StopAsync(new Actor(texter.Id, stage.Team.Id));
        stage.Test.Time.Advance(TimeSpan.FromMinutes(31));
        var young = await stage.ConfirmAsync("15105550143");

        Assert.Equal("Only an admin resumes what was stopped.", await stage.Test.Get<TeamStops>().ResumeAsync(new Actor(texter.Id, stage.Team.Id)));
        Assert.Null(await stage.Test.Get<TeamStops>().ResumeAsync(stage.Actor));

        Assert.Equal((SendState.Held, SendState.Queued), ((await stage.SendAsync(old)).State, (await stage.SendAsync(young)).State));
        Assert.Null(await stage.Test.Get<TeamStops>().FindAsync(stage.Team.Id));
        Assert.Equal(young, (await stage.ClaimAsync()).SendId);
    }
}
