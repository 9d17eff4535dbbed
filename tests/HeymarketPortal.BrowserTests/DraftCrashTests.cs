using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>The portal is killed while somebody types.</summary>
public sealed class DraftCrashTests(BrowserRun run) : BrowserTest(run)
{
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("portal-draft-");
    private PortalProcess _portal = null!;

    protected override async Task<Uri> StartAsync() => (_portal = await PortalProcess.StartAsync(_files.FullName)).Address;

    [Fact]
    public async Task What_was_typed_before_a_kill_is_there_after_it()
    {
        await GoAsync("/t/sandbox/compose?kind=group");
        await Page.ChooseSenderAsync();
        await Page.GetByLabel("Phone numbers").FillAsync("+1 415 555 0158, 1 415 555 0159,");
        await Page.Message().PressSequentiallyAsync("Half a sent");
        await Expect(Page.GetByText("Draft saved")).ToBeVisibleAsync();
        // Saved a second after the last key, at the latest: the text that the kill must not take is there by now.
        await Page.Message().BlurAsync();
        await Page.Button("Save draft").ClickAsync();
        var draft = new Uri(Page.Url).PathAndQuery;
        await SeenInAnotherWindowAsync(draft);
        await Page.CloseAsync();
        await _portal.KillAsync();

        var address = await StartAsync();
        var page = await Context.NewPageAsync();
        await page.OpenAsync(new Uri(address, draft).ToString());

        await Expect(page.Message()).ToHaveValueAsync("Half a sent");
        await Expect(page.Tab("Group MMS")).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Remove 1415555015[89]$") })).ToHaveCountAsync(2);
        await Expect(page.GetByLabel("Sender", new() { Exact = true })).Not.ToHaveValueAsync("");
    }

    private async Task SeenInAnotherWindowAsync(string draft)
    {
        var look = await Context.NewPageAsync();
        await look.OpenAsync(draft);
        await Expect(look.Message()).ToHaveValueAsync("Half a sent");
        await look.CloseAsync();
    }

    protected override async ValueTask StopAsync()
    {
        await _portal.DisposeAsync();
        _files.Delete(recursive: true);
    }
}
