using System.Net.Http.Json;
using HeymarketPortal.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

public sealed class WebhookTests(BrowserRun run, PortalHost portal) : PortalTest(run, portal), IClassFixture<PortalHost>
{
    [Fact]
    public async Task An_admin_makes_a_webhook_and_a_lost_text_becomes_accepted_under_the_eyes_of_its_sender()
    {
        await GoAsync($"{Team}/settings");
        await Page.Button("Create webhook").ClickAsync();
        await Expect(Page.GetByLabel("Address", new() { Exact = true })).ToBeFocusedAsync();
        await AimAsync(await Page.GetByLabel("Address", new() { Exact = true }).InputValueAsync(), await Page.GetByLabel("Token", new() { Exact = true }).InputValueAsync());
        await Page.Button("Done").ClickAsync();
        await Expect(Page.Button("Replace")).ToBeFocusedAsync();

        await GoAsync($"{Team}/compose");
        await Page.ChooseSenderAsync();
        await Page.SendAsync("+1 415 555 0901", "Where are you?");
        await Expect(Page.FollowedState()).ToContainTextAsync("Unknown");
        await Expect(Page.FollowedState()).ToContainTextAsync("Accepted");

        await GoAsync($"{Team}/settings");
        await Expect(Page.GetByText("was in doubt: Heymarket has it.")).ToBeVisibleAsync();
        await Page.Button("Remove").ClickAsync();
        await Page.OpenDialog().GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await Expect(Page.Button("Create webhook")).ToBeFocusedAsync();
    }

    private async Task AimAsync(string address, string token)
    {
        using var client = new HttpClient { BaseAddress = Portal.Address };
        // Late enough for the doubt to be seen.
        (await client.PostAsJsonAsync("/sandbox/switches", new { WebhookDelayMs = 2_000 })).Dispose();
        using var aimed = await client.PostAsJsonAsync("/sandbox/webhooks", new { key = "sbx_sandbox", address, token });
        Assert.True(aimed.IsSuccessStatusCode, await aimed.Content.ReadAsStringAsync());
    }
}
