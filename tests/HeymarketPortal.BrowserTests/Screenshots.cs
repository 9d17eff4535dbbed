using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>
/// Takes pictures of every page for people to look at, into the folder that <c>PORTAL_SCREENSHOTS</c> names. Not a test, so only
/// compiled when asked for: <c>PORTAL_SCREENSHOTS=FOLDER dotnet run --project tests/HeymarketPortal.BrowserTests -p:Screenshots=true -- -class "*Screenshots"</c>.
/// </summary>
public sealed partial class Screenshots(BrowserRun run, FilledPortal portal) : FilledTest(run, portal)
{
    private const string Folder = "PORTAL_SCREENSHOTS";
    private static readonly int[] Widths = [390, 1280, 1920];

    public static TheoryData<string> Routes => PortalPages.Routes;

    [Theory, MemberData(nameof(Routes))]
    public async Task Every_page(string route)
    {
        await OpenRouteAsync(route);
        await TakeAsync(Plain().Replace(route, "-").Trim('-'));
    }

    [Fact]
    public async Task Compose_and_its_dialogs()
    {
        await GoAsync($"{Team}/compose");
        await Page.GetByLabel("Inbox", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Page.FillSendAsync("call me", "");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await TakeAsync("compose-problems");
        await Page.FillSendAsync("+1 415 555 0901", "Hi Rosa, your glasses are ready. We are open until 18:00.");
        await Page.GetByLabel("Author").FocusAsync();
        await TakeAsync("compose-filled");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await Expect(Page.OpenDialog()).ToBeVisibleAsync();
        await TakeAsync("compose-review");
        await Page.OpenDialog().GetByText("Show request").ClickAsync();
        await TakeAsync("compose-review-request");
        await Page.OpenDialog().GetByRole(AriaRole.Button, new() { NameRegex = new("^Send to ") }).ClickAsync();
        await Expect(Page.FollowedState()).ToContainTextAsync("Unknown");
        await TakeAsync("compose-unknown");
        await Page.Button("Send another").ClickAsync();
        await Page.SendAsync("+1 415 555 0128", "See you on Tuesday.");
        await Expect(Page.FollowedState()).ToContainTextAsync("Accepted");
        await TakeAsync("compose-accepted");
    }

    [Fact]
    public async Task Frame_and_its_parts()
    {
        await GoAsync($"{Team}/outbox?tab=waiting");
        await TakeAsync("outbox-waiting");
        await GoAsync(Team);
        await Page.Button("Keyboard shortcuts").ClickAsync();
        await Expect(Page.OpenDialog()).ToBeVisibleAsync();
        await TakeAsync("shortcuts");
        await Page.KeysAsync("Escape");
        await Page.SetViewportSizeAsync(390, 844);
        await Page.Button("Open navigation").ClickAsync();
        await TakeAsync("drawer", 390);
    }

    private async Task TakeAsync(string name, params int[] widths)
    {
        var folder = Directory.CreateDirectory(Environment.GetEnvironmentVariable(Folder) ?? throw new InvalidOperationException($"{Folder} names no folder."));
        await Page.SettleAsync();
        foreach (var theme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            foreach (var width in widths is [] ? Widths : widths)
            {
                await Page.EmulateMediaAsync(new() { ColorScheme = theme });
                await Page.SetViewportSizeAsync(width, width == 390 ? 844 : width == 1280 ? 800 : 1080);
                await Page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{name}-{width}-{theme}.png").ToLowerInvariant()) });
            }
        }
    }

    [GeneratedRegex("[^a-z]+")]
    private static partial Regex Plain();
}
