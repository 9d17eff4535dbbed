using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>Every page, Compose with its dialogs, and the parts of the frame.</summary>
public sealed partial class PageScreenshots(BrowserRun run, FilledPortal portal) : FilledTest(run, portal)
{
    public static TheoryData<string> Routes => PortalPages.Routes;

    [Theory, MemberData(nameof(Routes))]
    public async Task Every_page(string route)
    {
        await OpenRouteAsync(route);
        await Page.TakeAsync(Plain().Replace(route, "-").Trim('-'));
    }

    [Fact]
    public async Task Compose_and_its_dialogs()
    {
        await GoAsync($"{Team}/compose");
        await Page.GetByLabel("Inbox", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Page.FillSendAsync("call me", "");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await Page.TakeAsync("compose-problems");
        await Page.FillSendAsync("+1 415 555 0901", "Hi Rosa, your glasses are ready. We are open until 18:00.");
        await Page.GetByLabel("Author").FocusAsync();
        await Page.TakeAsync("compose-filled");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await Expect(Page.OpenDialog()).ToBeVisibleAsync();
        await Page.TakeAsync("compose-review");
        await Page.OpenDialog().GetByText("Show request").ClickAsync();
        await Page.TakeAsync("compose-review-request");
        await Page.OpenDialog().GetByRole(AriaRole.Button, new() { NameRegex = new("^Send to ") }).ClickAsync();
        await Expect(Page.FollowedState()).ToContainTextAsync("Unknown");
        await Page.TakeAsync("compose-unknown");
        await Page.Button("Send another").ClickAsync();
        await Page.SendAsync("+1 415 555 0128", "See you on Tuesday.");
        await Expect(Page.FollowedState()).ToContainTextAsync("Accepted");
        await Page.TakeAsync("compose-accepted");
    }

    [Theory, MemberData(nameof(FilledPortal.Kinds), MemberType = typeof(FilledPortal))]
    public async Task A_send_of_each_kind(string kind)
    {
        await GoAsync($"{Team}/history/{Filled.SendOf(kind)}");
        await Page.TakeAsync($"send-{kind}", whole: true);
    }

    [Fact]
    public async Task Scheduled_and_drafts()
    {
        await GoAsync($"{Team}/outbox?tab=drafts");
        await Page.TakeAsync("outbox-drafts");
        await Page.Button("Delete the draft to +1 415 555 01").ClickAsync();
        await Page.TakeAsync("outbox-drafts-delete", widths: [390, 1280]);
        await GoAsync($"{Team}/outbox?tab=scheduled");
        await Page.TakeAsync("outbox-scheduled");
        await Page.Button("Send now to +1 415 555 0136").ClickAsync();
        await Page.TakeAsync("outbox-scheduled-send-now", widths: [390, 1280]);
        await Page.Button("Back").ClickAsync();
        await Page.Button("Unschedule the text to +1 415 555 0136").ClickAsync();
        await Page.TakeAsync("outbox-unscheduled", widths: [390, 1280]);
    }

    [Fact]
    public async Task Needs_review_a_stop_and_key_trouble()
    {
        await GoAsync($"{Team}/outbox?tab=review");
        await Page.GetByText("All evidence").First.ClickAsync();
        await Page.TakeAsync("outbox-review", whole: true);
        await Page.GetByLabel("Select all").CheckAsync();
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = new(@"^Send again \(") }).ClickAsync();
        await Expect(Page.OpenDialog()).ToBeVisibleAsync();
        await Page.TakeAsync("outbox-send-again", widths: [390, 1280]);
        await Page.Button("Back").ClickAsync();
        await Page.Button("Stop all").ClickAsync();
        await Expect(Page.Button("Resume")).ToBeVisibleAsync();
        await Page.TakeAsync("outbox-stopped");
        await GoAsync($"{Team}/outbox?tab=waiting");
        await Page.TakeAsync("outbox-waiting-stopped");
        await GoAsync(Team);
        await Page.TakeAsync("home-stopped");
        await Page.Button("Resume").ClickAsync();
        await Expect(Page.OpenDialog()).ToBeVisibleAsync();
        await Page.TakeAsync("resume", widths: [390, 1280]);
        await Filled.GoOnAsync();
        await GoAsync($"{Team}/history/{Filled.UnknownId}");
        await Page.TakeAsync("send-unknown", whole: true);
    }

    [Fact]
    public async Task Frame_and_its_parts()
    {
        await GoAsync($"{Team}/outbox?tab=waiting");
        await Page.TakeAsync("outbox-waiting");
        await GoAsync(Team);
        await Page.Button("Keyboard shortcuts").ClickAsync();
        await Expect(Page.OpenDialog()).ToBeVisibleAsync();
        await Page.TakeAsync("shortcuts");
        await Page.KeysAsync("Escape");
        await Page.SetViewportSizeAsync(390, 844);
        await Page.Button("Open navigation").ClickAsync();
        await Page.TakeAsync("drawer", widths: 390);
    }

    [GeneratedRegex("[^a-z]+")]
    private static partial Regex Plain();
}
