using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>An account whose lists cannot be read still sends to one: by its id.</summary>
public sealed class TypedIdTests(BrowserRun run, KindsPortal portal) : PortalTest(run, portal), IClassFixture<KindsPortal>
{
    [Fact]
    public async Task Where_lists_cannot_be_read_an_id_is_typed_and_confirmed_by_that_id()
    {
        var list = await ListIdAsync();
        await Witness.SwitchAsync(Portal.Address, new { ServeLists = false });
        // What was read is kept for a minute.
        portal.Clock.Advance(TimeSpan.FromMinutes(2));
        await GoAsync($"{Team}/compose?kind=list");
        await Page.ChooseSenderAsync();
        await Expect(Page.GetByText("Type the list’s id, as Heymarket shows it.")).ToBeVisibleAsync();
        var id = Page.GetByRole(AriaRole.Textbox, new() { Name = "List", Exact = true });
        await id.FocusAsync();
        await Page.Keyboard.TypeAsync(list);
        await Expect(id).ToHaveValueAsync(list);
        await Page.Message().FillAsync("We are closed tomorrow.");
        await Page.ReviewAsync();
        await Expect(Page.OpenDialog()).ToContainTextAsync("The portal cannot see this list, so it cannot say how many it reaches.");
        await Page.OpenDialog().GetByLabel("List name").FillAsync(list);
        await Page.SendButton($"Send to list {list}").ClickAsync();

        await Expect(Page.FollowedState()).ToContainTextAsync("Accepted");
        Assert.Equal(list, JsonNode.Parse(Assert.Single(await Witness.ReceivedAsync(Portal.Address, $"list {list}")).Body)!["list_id"]!.ToJsonString());
    }

    // As the person would copy it from Heymarket: asked of the sandbox's own page of lists, before they are hidden.
    private async Task<string> ListIdAsync()
    {
        await GoAsync($"{Team}/lists?search=Newsletter");
        await Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Newsletter" }).Or(Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Newsletter" })).First.ClickAsync();
        return (await Page.GetByRole(AriaRole.Button, new() { Name = "Copy ID" }).First.GetAttributeAsync("data-copy"))!;
    }
}
