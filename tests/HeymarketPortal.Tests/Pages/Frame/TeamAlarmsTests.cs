using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Frame;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Pages.Frame;

/// <summary>Whatever keeps a team's texts from leaving is told above every page of it.</summary>
public sealed class TeamAlarmsTests : FrameContext
{
    private TeamStops Stops => Stage.Data.Get<TeamStops>();

    [Theory]
    [InlineData(Role.Viewer, false, false)]
    [InlineData(Role.Texter, true, false)]
    [InlineData(Role.Admin, true, true)]
    public async Task A_stop_names_who_and_since_when_and_only_an_admin_may_resume(Role role, bool shown, bool resumes)
    {
        await Stage.Data.AddMemberAsync(Stage.Clinic, Stage.Bob, role);
        await Stage.AddSendAsync();
        await Stops.StopAsync(Stage.AdaInClinic);

        var page = Open("/t/twin-clinic/history", Stage.Bob);

        var at = TimeZoneInfo.ConvertTime(Stage.Data.Time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles"));
        var told = page.WaitForElement(".alarms");
        Assert.Equal($"{Stage.Ada.Name} stopped sending at {at:HH:mm}", told.QuerySelector("h2")!.TextContent);
        Assert.Contains("1 text is held.", told.TextContent, StringComparison.Ordinal);
        Assert.Equal((shown, resumes), (told.QuerySelector("a[href$='outbox?tab=waiting']") is not null, told.QuerySelector("button") is not null));
    }

    [Fact]
    public async Task A_stop_is_seen_at_once_on_every_open_page_and_so_is_its_end()
    {
        var page = Open("/t/twin-clinic/members", Stage.Ada);
        Assert.Empty(page.FindAll(".alarms"));
        await Stage.AddKeyAsync();
        await Stage.AddSendAsync();

        await Stops.StopAsync(Stage.AdaInClinic);
        page.WaitForElement(".alarms");
        page.Find(".alarms button").Click();
        page.WaitForAssertion(() => Assert.Contains("1 text will leave at once.", page.Find(".dialog").TextContent, StringComparison.Ordinal));
        page.Find(".dialog .danger").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".alarms")));
        Assert.Null(await Stops.FindAsync(Stage.Clinic.Id));
        Assert.Equal(SendState.Queued, await Stage.Data.ReadAsync(Stage.Clinic.Id, db => db.Sends.Select(s => s.State).SingleAsync()));
    }

    [Fact]
    public async Task Key_trouble_is_told_to_admins_with_what_is_held_and_the_way_to_the_keys()
    {
        await Stage.AddSendAsync();
        await Stage.Keys.RefusedAsync(Stage.AdaInClinic, await Stage.AddKeyAsync(), "Heymarket refused the API key (401).");

        var page = Open("/t/twin-clinic/people", Stage.Ada);

        var told = page.WaitForElement(".alarms");
        Assert.Equal("Front desk: the API key ending inic needs attention", told.QuerySelector("h2")!.TextContent);
        Assert.Contains("Heymarket refused the API key (401). 1 text is held. Verify lets go what was held for less than 30 minutes", told.TextContent, StringComparison.Ordinal);
        Assert.Equal("/t/twin-clinic/keys", told.QuerySelector("a.btn")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Key_trouble_is_not_told_twice_on_its_own_page_nor_to_those_who_cannot_mend_it_nor_to_another_team()
    {
        await Stage.Keys.RefusedAsync(Stage.AdaInClinic, await Stage.AddKeyAsync(), "Heymarket refused the API key (401).");
        await Stage.Data.AddMemberAsync(Stage.Clinic, Stage.Bob, Role.Texter);
        var queries = Stage.Data.Get<FrameQueries>();

        Assert.Equal(FrameAlarms.None, (await queries.ViewAsync(Stage.Ada.Id, "twin-clinic", typeof(HeymarketPortal.Pages.Keys.ApiKeysPage)))!.Alarms);
        Assert.Equal(FrameAlarms.None, (await queries.ViewAsync(Stage.Bob.Id, "twin-clinic", typeof(HeymarketPortal.Pages.History.HistoryPage)))!.Alarms);
        Assert.Equal(FrameAlarms.None, (await queries.ViewAsync(Stage.Bob.Id, "bakery", typeof(HeymarketPortal.Pages.History.HistoryPage)))!.Alarms);
        Assert.NotNull((await queries.ViewAsync(Stage.Ada.Id, "twin-clinic", typeof(HeymarketPortal.Pages.History.HistoryPage)))!.Alarms.Key);
    }

    [Theory]
    [InlineData(0, 0, true, "Nothing is held. What is sent from now on leaves at once.")]
    [InlineData(3, 0, true, "3 texts will leave at once.")]
    [InlineData(7, 2, true, "7 texts will leave at once.|2 texts were held for more than 30 minutes, or for another Heymarket account. Somebody decides in the Outbox under Waiting: Send now or Cancel.")]
    [InlineData(7, 2, false, "The API key does not work: everything stays held until it does.")]
    public void Resume_says_first_how_many_go_on_and_how_many_ask_somebody(int goesOn, int asks, bool keyWorks, string sentences) =>
        Assert.Equal(sentences.Split('|'), AlarmWords.Resume(new HeldCount(goesOn, asks), keyWorks));

    [Fact]
    public async Task What_a_resume_would_do_is_counted_as_it_is_done()
    {
        await Stage.AddKeyAsync();
        await Stage.AddSendAsync();
        await Stops.StopAsync(Stage.AdaInClinic);
        Stage.Data.Time.Advance(TimeSpan.FromMinutes(31));
        await Stage.AddSendAsync(SendState.Held);
        await Stage.AddSendAsync(SendState.Held, Stage.Bakery);

        var before = await Stage.Data.Get<HeldSends>().CountAsync(Stage.Clinic.Id);
        Assert.Null(await Stops.ResumeAsync(Stage.AdaInClinic));

        Assert.Equal(new HeldCount(1, 1), before);
        Assert.Equal(new HeldCount(0, 1), await Stage.Data.Get<HeldSends>().CountAsync(Stage.Clinic.Id));
    }
}
