using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>The portal is killed between claim and answer, while Heymarket, a process of its own, already has the text.</summary>
public sealed class CrashTests(BrowserRun run) : BrowserTest(run)
{
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("portal-crash-");
    private PortalProcess _upstream = null!;
    private PortalProcess _portal = null!;

    protected override async Task<Uri> StartAsync()
    {
        _upstream = await PortalProcess.StartAsync(_files.CreateSubdirectory("upstream").FullName);
        return await StartPortalAsync();
    }

    [Fact]
    public async Task After_a_kill_in_the_middle_of_a_send_it_is_unknown_and_nothing_is_sent_again()
    {
        await GoAsync("/admin/teams");
        await Page.AddTeamAsync("Twin Clinic", "twin-clinic", "sbx_twin.4711");
        await GoAsync("/t/twin-clinic/compose");
        await Page.ChooseSenderAsync();
        await Page.SendAsync("+1 415 555 0903", "Am I there?");
        Assert.True((await Witness.ArrivalAsync(_upstream.Address, "0903")).Accepted);
        await Page.CloseAsync();
        await _portal.KillAsync();

        var page = await Context.NewPageAsync();
        var address = await StartPortalAsync();
        await page.OpenAsync(new Uri(address, "/t/twin-clinic/outbox").ToString());
        var review = page.GetByRole(AriaRole.Article, new() { Name = "Unknown, +1 415 555 0903" });
        await Expect(review).ToContainTextAsync("may have arrived");

        // The pump runs again: what is due leaves, what is unknown stays.
        await page.OpenAsync(new Uri(address, "/t/twin-clinic/compose").ToString());
        await page.ChooseSenderAsync();
        await page.SendAsync("+1 415 555 0181", "And me?");
        await Expect(page.FollowedState()).ToContainTextAsync("Accepted");
        Assert.Single(await Witness.ReceivedAsync(_upstream.Address, "0903"));
        await page.OpenAsync(new Uri(address, "/t/twin-clinic/history").ToString());
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "+1 415 555 0903" })).ToContainTextAsync("Unknown");
    }

    private async Task<Uri> StartPortalAsync()
    {
        _portal = await PortalProcess.StartAsync(_files.CreateSubdirectory("portal").FullName,
            ("Heymarket:BaseAddress", new Uri(_upstream.Address, "/sandbox/heymarket").ToString()));
        return _portal.Address;
    }

    protected override async ValueTask StopAsync()
    {
        await _portal.DisposeAsync();
        await _upstream.DisposeAsync();
        _files.Delete(recursive: true);
    }
}
