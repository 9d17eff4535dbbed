using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pages.Keys;
using HeymarketPortal.Sandbox;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using HeymarketPortal.Tests.Sandbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace HeymarketPortal.Tests.Pages;

public class ApiKeysPageTests : PageContext
{
    private const string Another = "sbx_test_clinic_a1b2.spare-key-0001";

    [Fact]
    public void A_key_shows_its_end_and_state_and_never_itself()
    {
        var page = Open<ApiKeysPage>();
        var row = page.WaitForElement("tbody tr");
        Assert.Equal(["Sandbox", "API key To be retired", "a1b2", "In use", "just now", "Not yet"],
            row.QuerySelectorAll("td").Take(6).Select(cell => (cell.QuerySelector("time") ?? cell).TextContent.Trim()));
        Assert.Equal(["Verify", "Revoke"], row.QuerySelectorAll("button").Select(b => b.TextContent));
        Assert.DoesNotContain(SandboxHost.Key, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_and_save_asks_Heymarket_seals_the_key_and_says_what_it_found()
    {
        var page = Adding();
        page.Find("#label").Change("Spare");
        page.Find("#key").Change($" {Another}\n");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Saved", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Matches("Heymarket knows it: \\d+ inbox(es)? in .+ It is ready; Promote makes it the one in use.", page.Find("[role=alert]").TextContent);
        Assert.Empty(page.FindAll("#add"));
        Assert.Equal(["Sandbox", "Spare"], page.FindAll("tbody tr td:first-child").Select(cell => cell.TextContent.Trim()));
        Assert.DoesNotContain("spare-key", page.Markup, StringComparison.Ordinal);
        var row = await Test.ReadAsync(Team.Id, db => db.ApiKeys.SingleAsync(k => k.Label == "Spare"));
        Assert.StartsWith("v1.", row.SealedKey, StringComparison.Ordinal);
        Assert.StartsWith("sandbox:", row.RateKey, StringComparison.Ordinal);
        Assert.Equal(new ApiKeyCredentials.Static(Another), await Test.Get<ApiKeys>().OpenAsync(row.Id));
    }

    [Fact]
    public async Task An_API_secret_is_two_fields_and_one_key()
    {
        var page = Adding();
        page.FindAll("input[type=radio]")[1].Change("on");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("#key")));
        Assert.Equal("password", page.Find("#secret-key").GetAttribute("type"));
        page.Find("#secret-id").Change(SandboxKeys.SampleSecretId);
        page.Find("#secret-key").Change(SandboxKeys.SecretKeyFor(SandboxKeys.SampleSecretId));
        // Tokens carry a time, and both sides have to mean the same one.
        Sandbox.Time.SetUtcNow(Test.Time.GetUtcNow());
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        Assert.Equal(1, await Test.ReadAsync(Team.Id, db => db.ApiKeys.CountAsync(k => k.Kind == ApiKeyKind.Secret)));
    }

    [Fact]
    public async Task A_refused_key_is_a_problem_at_its_field_and_nothing_is_saved()
    {
        var page = Adding();
        page.Find("#key").Change("no-such-key-000000");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Heymarket refused the API key (401)", page.Find("#key-note").TextContent, StringComparison.Ordinal));
        Assert.Contains("Nothing was saved.", page.Find("#key-note").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("#key").GetAttribute("aria-invalid"));
        Assert.Contains("1 problem", page.Find("#problems").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("no-such-key", page.Markup, StringComparison.Ordinal);
        Assert.Equal(1, await Test.ReadAsync(Team.Id, db => db.ApiKeys.CountAsync()));
    }

    [Theory]
    [InlineData("", "Enter the API key.")]
    [InlineData("two words", "It holds a space or a character that no key has. Copy it again, whole and alone.")]
    public async Task What_cannot_be_a_key_is_said_before_Heymarket_is_asked(string key, string sentence)
    {
        var page = Adding();
        page.Find("#key").Change(key);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(sentence, page.Find("#key-note").TextContent));
        Assert.Empty(await Sandbox.ReceivedAsync());
    }

    [Fact]
    public async Task Nobody_there_saves_nothing_and_says_so()
    {
        var page = Adding();
        Test.Get<SandboxAddress>().Value = new Uri("http://127.0.0.1:9");
        page.Find("#key").Change(Another);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("Heymarket could not be reached: the connection was refused. Nothing was saved.", page.Find("#key-note").TextContent));
        Assert.Equal(1, await Test.ReadAsync(Team.Id, db => db.ApiKeys.CountAsync()));
    }

    [Fact]
    public async Task Verify_says_what_goes_on_and_what_asks_somebody()
    {
        await ConfirmAsync();
        var key = (await Test.Get<ApiKeys>().InUseAsync(Team.Id))!;
        await Test.Get<LedgerClaims>().HoldKeyAsync(Team.Id, key.Id, "Heymarket refused the API key (401).");
        Test.Time.Advance(TimeSpan.FromMinutes(31));
        await ConfirmAsync("15105550143");
        var page = Open<ApiKeysPage>();

        page.WaitForElement("button[aria-label='Verify Sandbox']").Click();

        page.WaitForAssertion(() => Assert.Contains(
            "1 of the held texts goes on. 1 text waits in the Outbox for Send now or Cancel", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_in_trouble_says_what_is_held_and_Verify_lets_it_go()
    {
        var send = await ConfirmAsync();
        var key = (await Test.Get<ApiKeys>().InUseAsync(Team.Id))!;
        await Test.Get<LedgerClaims>().HoldKeyAsync(Team.Id, key.Id, "Heymarket refused the API key (401).");
        var page = Open<ApiKeysPage>();

        var notice = page.WaitForElement(".says");
        Assert.Contains("the key ending a1b2 needs attention", notice.TextContent, StringComparison.Ordinal);
        Assert.Contains("Heymarket refused the API key (401).", notice.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 text is held; nothing was lost.", notice.TextContent, StringComparison.Ordinal);
        Assert.Contains("Needs attention", page.Find("tbody tr").TextContent, StringComparison.Ordinal);

        page.Find("button[aria-label='Verify Sandbox']").Click();
        page.WaitForAssertion(() => Assert.Contains("In use", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
        Assert.Equal("Verified Sandbox", page.Find("[role=alert] h2").TextContent);
    }

    [Fact]
    public async Task A_spare_key_of_the_same_account_is_offered_and_promoted()
    {
        var spare = await AddAsync("Spare", RateKey);
        await AddAsync("Other account", "sandbox:else");
        var key = (await Test.Get<ApiKeys>().InUseAsync(Team.Id))!;
        await Test.Get<LedgerClaims>().HoldKeyAsync(Team.Id, key.Id, "Refused.");
        var page = Open<ApiKeysPage>();

        page.WaitForElement(".says button").Click();

        page.WaitForAssertion(() => Assert.Contains("Promoted Spare", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(spare, (await Test.Get<ApiKeys>().InUseAsync(Team.Id))!.Id);
    }

    [Fact]
    public async Task A_key_that_Heymarket_refuses_now_needs_attention_and_holds_what_waits()
    {
        var send = await ConfirmAsync();
        Sandbox.Switches = Sandbox.Switches with { Credentials = Credentials.JwtOnly };
        var page = Open<ApiKeysPage>();
        page.WaitForElement("button[aria-label='Verify Sandbox']").Click();

        page.WaitForAssertion(() => Assert.Contains("Needs attention", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
        Assert.Equal(SendState.Held, (await Test.ReadAsync(Team.Id, db => db.Sends.SingleAsync(s => s.Id == send))).State);
    }

    [Fact]
    public async Task A_key_that_fails_in_use_shows_without_a_reload()
    {
        await ConfirmAsync();
        var page = Open<ApiKeysPage>();
        page.WaitForElement("tbody tr");
        await Test.Get<LedgerClaims>().HoldKeyAsync(Team.Id, (await Test.Get<ApiKeys>().InUseAsync(Team.Id))!.Id, "Refused.");
        page.WaitForAssertion(() => Assert.Contains("needs attention", page.Find(".says").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unreachable_Heymarket_says_nothing_about_the_key()
    {
        Test.Get<SandboxAddress>().Value = null;
        var page = Open<ApiKeysPage>();
        page.WaitForElement("button[aria-label='Verify Sandbox']").Click();
        page.WaitForAssertion(() => Assert.Contains("The key stays as it was.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Contains("In use", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.False((await Test.Get<ApiKeys>().InUseAsync(Team.Id))!.NeedsAttention);
    }

    [Fact]
    public async Task Revoke_asks_first_and_says_what_it_would_hold()
    {
        await ConfirmAsync();
        var dialogs = Render<MudDialogProvider>();
        var page = Open<ApiKeysPage>();
        page.WaitForElement("button[aria-label='Revoke Sandbox']").Click();

        var dialog = dialogs.WaitForElement(".mud-dialog");
        Assert.Contains("It is in use. Revoking holds 1 waiting text until another key is promoted.", dialog.TextContent, StringComparison.Ordinal);
        Assert.Contains("Delete it at Heymarket too", dialog.TextContent, StringComparison.Ordinal);
        Assert.NotNull(await Test.Get<ApiKeys>().InUseAsync(Team.Id));

        dialogs.Find("button.danger").Click();
        page.WaitForAssertion(() => Assert.Contains("Revoked", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
        Assert.Null(await Test.Get<ApiKeys>().InUseAsync(Team.Id));
        Assert.Empty(page.FindAll("tbody tr button"));
    }

    [Fact]
    public async Task A_static_key_wears_a_badge_that_Heymarket_plans_to_retire_it_and_a_secret_does_not()
    {
        await Test.Get<ApiKeys>().AddAsync(Access.Actor, new ApiKeyCredentials.Secret(SandboxKeys.SampleSecretId, "secret-part"), "Pair", new ApiKeyFacts(RateKey, "Sandbox"));
        var page = Open<ApiKeysPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        var badge = Assert.Single(page.FindAll("tbody .legacy-key"));
        Assert.Contains("plans to retire them", page.Find($"#{badge.GetAttribute("aria-describedby")}").TextContent, StringComparison.Ordinal);
        Assert.Contains("Sandbox", badge.Closest("tr")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_Promote_the_page_says_when_the_old_key_ends_here_and_to_delete_it_at_Heymarket()
    {
        var spare = await AddAsync("Spare", RateKey);
        var page = Open<ApiKeysPage>();
        page.WaitForElement("button[aria-label='Promote Spare']").Click();

        page.WaitForAssertion(() => Assert.Contains("Sandbox was replaced: delete it at Heymarket", page.Markup, StringComparison.Ordinal));
        var notice = page.FindAll(".says").Single(says => says.TextContent.Contains("was replaced", StringComparison.Ordinal)).TextContent;
        Assert.Contains("destroyed on Tue 24 Nov 2026, 07:00 America/Los_Angeles", notice, StringComparison.Ordinal);
        Assert.Contains("kills the old one at once", notice, StringComparison.Ordinal);
        Assert.Contains("Replaced", page.Find("button[aria-label='Verify Sandbox']").Closest("tr")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(spare, (await Test.Get<ApiKeys>().InUseAsync(Team.Id))!.Id);
    }

    [Theory]
    [InlineData(37, 0, "Revoking holds 37 waiting texts until")]
    [InlineData(1, 2, "Revoking holds 1 waiting text until another key is promoted. 2 scheduled texts are held when due.")]
    [InlineData(0, 1, "It is in use. 1 scheduled text is held when due")]
    public void Revoke_counts_what_it_would_hold(int waiting, int scheduled, string sentence) =>
        Assert.Contains(sentence, ApiKeyWords.WouldHold(waiting, scheduled), StringComparison.Ordinal);

    [Fact]
    public async Task Going_back_from_Revoke_keeps_the_key()
    {
        var dialogs = Render<MudDialogProvider>();
        var page = Open<ApiKeysPage>();
        page.WaitForElement("button[aria-label='Revoke Sandbox']").Click();
        dialogs.WaitForElement("#revoke-back").Click();
        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll(".mud-dialog")));
        Assert.NotNull(await Test.Get<ApiKeys>().InUseAsync(Team.Id));
    }

    [Fact]
    public async Task A_team_without_keys_is_told_what_they_are_for()
    {
        var bakery = await Test.AddTeamAsync("bakery");
        Access = Access with { TeamId = bakery.Id };
        var page = Open<ApiKeysPage>();
        Assert.Contains("Without one nothing can be read or sent", page.WaitForElement(".empty").TextContent, StringComparison.Ordinal);
        page.Find(".empty button").Click();
        Assert.Equal("Add API key", page.WaitForElement("section#add h2").TextContent);
    }

    private IRenderedComponent<ApiKeysPage> Adding()
    {
        var page = Open<ApiKeysPage>();
        page.WaitForElement("tbody tr");
        page.Find("#add-key").Click();
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("#add-key").GetAttribute("aria-expanded")));
        return page;
    }

    private async Task<long> AddAsync(string label, string rateKey) => Assert.IsType<ApiKeyAnswer.Added>(await Test.Get<ApiKeys>().AddAsync(
        Access.Actor, new ApiKeyCredentials.Static($"key-{label.Replace(' ', '-')}"), label, new ApiKeyFacts(rateKey, "Sandbox"))).ApiKeyId;
}
