using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Settings;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace HeymarketPortal.Tests.Pages;

public class SettingsPageTests : PageContext
{
    [Fact]
    public async Task Name_and_time_zone_are_saved_and_audited_and_the_address_stays()
    {
        var page = Open<SettingsPage>();
        Assert.Equal((Team.Name, Team.TimeZone), (page.Find("#team-name").GetAttribute("value"), page.Find("#team-zone").GetAttribute("value")));

        page.Find("#team-name").Input(" Front Desk ");
        page.Find("#team-zone").Change("Europe/Zurich");
        await page.Find(".sheet form").SubmitAsync();

        var team = await Test.ReadAsync(null, db => db.Teams.SingleAsync());
        Assert.Equal(("Front Desk", "Europe/Zurich", Team.Slug), (team.Name, team.TimeZone, team.Slug));
        Assert.Equal("name zone", (await AuditAsync("team.changed")).Single());
        await page.Find(".sheet form").SubmitAsync();
        Assert.Single(await AuditAsync("team.changed"));
    }

    [Theory]
    [InlineData(" ", "Give the team a name.")]
    [InlineData("Admin", "“Admin” is a word of the portal itself. Choose another name.")]
    public async Task A_name_that_may_not_be_is_refused_in_its_place_and_nothing_is_saved(string name, string sentence)
    {
        var page = Open<SettingsPage>();
        page.Find("#team-name").Input(name);
        await page.Find(".sheet form").SubmitAsync();

        Assert.Equal(sentence, page.Find("#team-name-note").TextContent.Trim());
        Assert.Equal("Team name", page.Find("#problems li a").TextContent);
        Assert.Equal(Team.Name, await Test.ReadAsync(null, db => db.Teams.Select(t => t.Name).SingleAsync()));
    }

    [Fact]
    public async Task Somebody_who_is_no_admin_any_more_saves_nothing()
    {
        var page = Open<SettingsPage>();
        await Test.WriteAsync(Team.Id, db => db.Memberships.ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, Role.Texter)));
        page.Find("#team-name").Input("Front Desk");
        await page.Find(".sheet form").SubmitAsync();
        await page.Find("#create-webhook").ClickAsync();

        Assert.Contains("You may not do this in this team any more.", page.Find("#team-name-note").TextContent, StringComparison.Ordinal);
        Assert.Contains("You may not do this in this team any more.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        var team = await Test.ReadAsync(null, db => db.Teams.SingleAsync());
        Assert.Equal((Team.Name, (string?)null), (team.Name, team.HookPath));
    }

    [Fact]
    public async Task A_second_factor_is_required_after_it_says_whom_that_shuts_out()
    {
        var bob = await Test.AddAccountAsync("bob@example.com");
        await Test.AddMemberAsync(Team, bob);
        await Test.WriteAsync(null, db => db.Users.Where(a => a.Id == Account.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.TwoFactorEnabled, true)));
        var dialogs = Render<MudDialogProvider>();
        var page = Open<SettingsPage>();
        Assert.Contains("Without one now: bob.", page.Find("#factor-hint").TextContent, StringComparison.Ordinal);

        page.Find("[aria-labelledby=factor-title] input").Change(true);
        var saving = page.Find("[aria-labelledby=factor-title] form").SubmitAsync();
        dialogs.WaitForElement("#ask-back");
        Assert.Contains("1 member is shown out at once, until they set one up: bob.", dialogs.Markup, StringComparison.Ordinal);
        Assert.False(await RequiredAsync());
        await dialogs.Find("button.danger").ClickAsync();
        await saving;

        Assert.True(await RequiredAsync());
        Assert.Equal("required=yes", (await AuditAsync("team.second-factor")).Single());

        Task<bool> RequiredAsync() => Test.ReadAsync(null, db => db.Teams.Select(t => t.SecondFactorRequired).SingleAsync());
    }

    [Fact]
    public async Task An_admin_without_a_second_factor_is_told_to_set_one_up_first()
    {
        var dialogs = Render<MudDialogProvider>();
        var page = Open<SettingsPage>();
        page.Find("[aria-labelledby=factor-title] input").Change(true);
        var saving = page.Find("[aria-labelledby=factor-title] form").SubmitAsync();
        dialogs.WaitForElement("#ask-back");
        await dialogs.Find("button.danger").ClickAsync();
        await saving;

        Assert.Contains("You would lock yourself out", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find("[role=alert] a[href='/account/manage/two-factor']"));
        Assert.False(await Test.ReadAsync(null, db => db.Teams.Select(t => t.SecondFactorRequired).SingleAsync()));
    }

    [Fact]
    public async Task Erasing_is_switched_on_after_it_says_how_much_goes_and_is_audited()
    {
        var dialogs = Render<MudDialogProvider>();
        await AcceptedAsync();
        await Test.Database.WriteAsync(Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.CheckAt, (DateTimeOffset?)null)));
        Test.Time.Advance(TimeSpan.FromDays(31));
        var page = Open<SettingsPage>();
        page.Find("#erase-after").Input("30");

        var saving = page.FindAll(".sheet form")[1].SubmitAsync();
        Assert.Contains("numbers of 1 send are erased", dialogs.WaitForElement(".mud-dialog").TextContent, StringComparison.Ordinal);
        Assert.Null(await DaysAsync());
        await dialogs.Find(".btn.danger").ClickAsync();
        await saving;

        Assert.Equal(30, await DaysAsync());
        // Keeping longer harms nobody: it is not asked about.
        page.Find("#erase-after").Input("");
        await page.FindAll(".sheet form")[1].SubmitAsync();
        Assert.Null(await DaysAsync());
        Assert.Equal(["days=30", "days=never"], await AuditAsync("retention.changed"));

        Task<int?> DaysAsync() => Test.ReadAsync(null, db => db.Teams.Select(t => t.EraseAfterDays).SingleAsync());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("soon")]
    [InlineData("99999")]
    public async Task Days_that_may_not_be_are_refused_in_their_place(string days)
    {
        var page = Open<SettingsPage>();
        page.Find("#erase-after").Input(days);
        await page.FindAll(".sheet form")[1].SubmitAsync();

        Assert.Equal("Enter whole days between 1 and 3,650, or leave it empty to keep everything.", page.Find("#erase-after-note").TextContent.Trim());
    }

    [Fact]
    public async Task A_new_webhook_shows_its_address_and_token_once_and_only_their_hash_is_stored()
    {
        var page = Open<SettingsPage>();
        await page.Find("#create-webhook").ClickAsync();

        var (address, token) = (page.Find("#webhook-address").GetAttribute("value")!, page.Find("#webhook-token").GetAttribute("value")!);
        Assert.StartsWith("http://localhost/hooks/heymarket/", address, StringComparison.Ordinal);
        Assert.Equal([address, token], page.FindAll("[data-copy]").Select(b => b.GetAttribute("data-copy")!));
        Assert.Equal((Team.Id, true), await Test.Get<TeamHooks>().RecogniseAsync(address.Split('/')[^1], token));
        Assert.DoesNotContain(token, string.Join('|', await Test.ReadAsync(null, db => db.Teams.Select(t => t.HookPath + t.HookTokenHash).ToListAsync())), StringComparison.Ordinal);

        await page.Find("footer .btn.small").ClickAsync();
        Assert.DoesNotContain(token, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(token, Open<SettingsPage>().Markup, StringComparison.Ordinal);
        Assert.Single(await AuditAsync("webhook.created"));
    }

    [Fact]
    public async Task Replacing_and_removing_ask_first()
    {
        var dialogs = Render<MudDialogProvider>();
        var page = Open<SettingsPage>();
        await page.Find("#create-webhook").ClickAsync();
        var first = page.Find("#webhook-address").GetAttribute("value");

        _ = page.Find("#replace-webhook").ClickAsync();
        await dialogs.WaitForElement("#ask-back").ClickAsync();
        Assert.Equal(first, page.Find("#webhook-address").GetAttribute("value"));
        _ = page.Find("#replace-webhook").ClickAsync();
        await dialogs.WaitForElement(".btn.danger").ClickAsync();
        page.WaitForAssertion(() => Assert.NotEqual(first, page.Find("#webhook-address").GetAttribute("value")));
        Assert.Single(await AuditAsync("webhook.replaced"));

        _ = page.Find("#remove-webhook").ClickAsync();
        await dialogs.WaitForElement(".btn.danger").ClickAsync();
        page.WaitForElement("#create-webhook");
        Assert.False(await Test.Get<TeamHooks>().ExistsAsync(Team.Id));
        Assert.Empty(page.FindAll("#webhook-token"));
    }

    [Fact]
    public async Task What_was_received_stands_there_with_what_it_led_to_and_this_team_s_alone()
    {
        var log = Test.Get<HookLog>();
        var bakery = await Test.AddTeamAsync("bakery");
        await log.KeepAsync(bakery.Id, new NewHook("chat_closed", "{}", "1"));
        await log.KeepAsync(Team.Id, new NewHook("message_sent", "{}", "1"));
        await log.DoneAsync((await log.OpenAsync(0, 10, default)).Single(h => h.TeamId == Team.Id), "Text 7 was delivered.");
        await log.KeepAsync(Team.Id, new NewHook("target_opt_out", "{}", "2"));
        await Test.Get<OptOuts>().AddAsync(Team.Id, "15105550142", null);

        var page = Open<SettingsPage>();

        Assert.Equal(["target_opt_out", "message_sent"], page.FindAll("td.a").Select(cell => cell.TextContent.Trim()));
        Assert.Equal(["Not worked off yet.", "Text 7 was delivered."], page.FindAll("td.c").Select(cell => cell.TextContent.Trim()));
        Assert.Contains("1 number has opted out of this team’s texts. Texts to them are refused until they opt in again.", page.Markup, StringComparison.Ordinal);
    }

    private Task<List<string?>> AuditAsync(string action) =>
        Test.ReadAsync(null, db => db.AuditEntries.Where(e => e.Chain == Team.Id && e.Action == action).Select(e => e.Detail).ToListAsync());
}
