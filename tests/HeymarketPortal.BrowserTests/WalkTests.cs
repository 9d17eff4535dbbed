using System.Globalization;
using System.Text.RegularExpressions;
using HeymarketPortal.Accounts;
using HeymarketPortal.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>A new user's whole way, from the link on the console to a real account's inboxes.</summary>
public sealed class WalkTests(BrowserRun run) : PortalTest(run, null)
{
    private const string Name = "Grace Hopper";
    private const string Email = "grace@example.com";
    private const string Password = "lantern-marsh-violin-93";

    private PortalHost _upstream = null!;

    protected override bool SignedIn => false;

    protected override async Task<PortalHost> OwnPortalAsync()
    {
        _upstream = await PortalHost.StartAsync();
        var fresh = new FreshPortal(new Uri(_upstream.Address, "/sandbox/heymarket").ToString());
        await fresh.InitializeAsync();
        return fresh;
    }

    [Fact]
    public async Task A_new_user_gets_from_the_first_run_link_to_a_sent_text_and_then_to_a_real_account()
    {
        await SetUpAsync();
        await BrowseAsync(Team);
        var messageId = await SendTheFirstTextAsync();
        await FindItInHistoryAsync(messageId);
        await AddARealAccountAsync();
    }

    private async Task SetUpAsync()
    {
        await Page.GotoAsync("/");
        await Expect(Page).ToHaveURLAsync(new Regex("/first-run$"));
        await Expect(Page.GetByLabel("Email")).ToHaveCountAsync(0);

        await Page.GotoAsync($"/first-run?code={Portal.Get<FirstRunCode>().Current}");
        await Page.GetByLabel("Name").FillAsync(Name);
        await Page.GetByLabel("Email").FillAsync(Email);
        await Page.GetByLabel("Password").FillAsync(Password);
        await Expect(Page.GetByLabel("Create a sandbox team")).ToBeCheckedAsync();
        await Page.Button("Create administrator").ClickAsync();

        await Expect(Page).ToHaveURLAsync(new Regex("/t/sandbox$"));
        await Expect(Page.Title("Home")).ToBeVisibleAsync();
        await Expect(Page.GetByText("Send the first text")).ToBeVisibleAsync();
    }

    private async Task BrowseAsync(string team)
    {
        var main = Page.GetByRole(AriaRole.Main);
        await Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Inboxes" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex($"{team}/inboxes$"));
        await Expect(Page.Title("Inboxes")).ToBeVisibleAsync();
        await Expect(main.GetByText("Front Desk").First).ToBeVisibleAsync();
        await Expect(main.GetByText("Billing (toll-free)").First).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "People" }).ClickAsync();
        await Expect(Page.Title("People")).ToBeVisibleAsync();
        await Expect(main.GetByText(new Regex(".example$")).First).ToBeVisibleAsync();

        foreach (var (page, row) in ((string, string)[])[("Lists", "April Reminders"), ("Templates", "Directions"), ("Surveys", "Waiting time")])
        {
            await Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = page }).ClickAsync();
            await Expect(Page.Title(page)).ToBeVisibleAsync();
            await Expect(main.GetByRole(AriaRole.Link, new() { Name = row })).ToBeVisibleAsync();
        }
    }

    private async Task<string> SendTheFirstTextAsync()
    {
        // Slow enough for each state to be seen.
        await Witness.SwitchAsync(Portal.Address, new { LatencyMs = 700 });
        await Page.GetByRole(AriaRole.Link, new() { Name = "Compose" }).First.ClickAsync();
        await Expect(Page.Title("Compose")).ToBeVisibleAsync();
        await Page.ChooseSenderAsync();
        await Page.FillSendAsync("(415) 555-0142", "Hi Jordan, your order is ready.");
        await Page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true }).FocusAsync();
        // Ten digits: the leading 1 is offered.
        await Page.Button("Use +1 415 555 0142").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await Expect(Page.OpenDialog()).ToContainTextAsync("Hi Jordan, your order is ready.");

        // The words are noted as they change: nothing but the page itself moves them.
        await Page.EvaluateAsync("""
            () => {
              window.seen = [];
              const note = () => { const mark = document.querySelector('[role=dialog] [aria-label="State of the send"] .state'); const word = mark?.textContent.trim(); if (word && window.seen.at(-1) !== word) window.seen.push(word); };
              new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
            }
            """);
        await Page.OpenDialog().GetByRole(AriaRole.Button, new() { Name = "Send to +1 415 555 0142" }).ClickAsync();
        await Expect(Page.FollowedState()).ToContainTextAsync("Accepted");
        // Where the pump is quicker than the page, Queued is never drawn.
        Assert.Equal(["Sending", "Accepted"], (await Page.EvaluateAsync<string[]>("() => window.seen")).SkipWhile(word => word == "Queued"));
        await Witness.SwitchAsync(Portal.Address, new { LatencyMs = 0 });

        var received = Assert.Single(await Witness.ReceivedAsync(Portal.Address, "0142"));
        var messageId = received.MessageId!.Value.ToString(CultureInfo.InvariantCulture);
        await Expect(Page.FollowedState()).ToContainTextAsync(messageId);
        var phone = await Context.RunAndWaitForPageAsync(() => Page.OpenDialog().GetByRole(AriaRole.Link, new() { Name = "Open in Heymarket" }).ClickAsync());
        await Expect(phone.GetByText("Hi Jordan, your order is ready.")).ToBeVisibleAsync();
        await phone.CloseAsync();
        await Page.OpenDialog().GetByRole(AriaRole.Button, new() { Name = "Close" }).First.ClickAsync();
        return messageId;
    }

    private async Task FindItInHistoryAsync(string messageId)
    {
        await Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "History" }).ClickAsync();
        await Expect(Page.Title("History")).ToBeVisibleAsync();
        var row = Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "+1 415 555 0142" });
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row).ToContainTextAsync("Accepted");
        await Expect(row).ToContainTextAsync(messageId);
        await Expect(row.Locator("time")).ToHaveAttributeAsync("datetime", new Regex("^20"));
        await Expect(row.GetByRole(AriaRole.Link, new() { Name = "Open in Heymarket" })).ToHaveAttributeAsync("href", new Regex("/sandbox/conversations/"));
        await row.GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Main)).ToContainTextAsync("Heymarket time");
    }

    private async Task AddARealAccountAsync()
    {
        await Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Teams" }).ClickAsync();
        await Page.AddTeamAsync("Twin Clinic", "twin-clinic", "sbx_twin.4711");
        await BrowseAsync("/t/twin-clinic");
        Assert.Empty(await Witness.ReceivedAsync(_upstream.Address, ""));
    }

    protected override async ValueTask StopAsync()
    {
        await base.StopAsync();
        await _upstream.DisposeAsync();
    }
}
