using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>The compose page of each kind, filled, with problems, in Review and on Undo: nothing breaks a rule that axe can check.</summary>
public sealed class ComposeAxeTests(BrowserRun run, KindsPortal portal) : PortalTest(run, portal), IClassFixture<KindsPortal>
{
    [Fact]
    public async Task Axe_finds_nothing_beside_chips_good_wrong_and_repeated()
    {
        await OpenAsync("Group MMS");
        await Page.GetByLabel("Phone numbers").FillAsync("+1 415 555 0161, 1 415 555 0161, Dana, 415 555 0162, +44 20 7183 8750,");
        await Expect(Page.Button("Remove Dana")).ToBeVisibleAsync();
        await Page.Message().FillAsync("“Hi” {{nickname}}");
        await Page.Message().BlurAsync();
        await Expect(Page.Button("Remove repeated numbers")).ToBeVisibleAsync();
        await Axe.LookAsync(Page);
    }

    [Theory]
    [InlineData("Group MMS")]
    [InlineData("List")]
    [InlineData("Survey")]
    public async Task Axe_finds_nothing_beside_the_problems_of_an_empty_form(string kind)
    {
        await OpenAsync(kind);
        await Page.ReviewAsync();
        await Expect(Page.GetByRole(AriaRole.Group, new() { NameRegex = new("problems?$") }).First).ToBeFocusedAsync();
        await Axe.LookAsync(Page, desk: kind == "Survey");
    }

    [Fact]
    public async Task Axe_finds_nothing_on_a_survey_to_a_list_with_a_template_at_a_time()
    {
        await OpenAsync("Survey");
        await Page.ChooseAsync("Survey", "Waiting time");
        await Page.GetByText("A list", new() { Exact = true }).ClickAsync();
        await Page.ChooseAsync("List", "Everyone since 2019");
        await Page.GetByText("A template", new() { Exact = true }).ClickAsync();
        await Page.ChooseAsync("Template", "Directions");
        await Page.GetByLabel("Send at").FillAsync("2030-05-06T23:30");
        await Page.GetByLabel("Author").FillAsync("Sam");
        await Expect(Page.GetByText("People may be asleep.").First).ToBeVisibleAsync();
        await Axe.LookAsync(Page);
    }

    [Fact]
    public async Task Axe_finds_nothing_on_Undo_of_a_list_nor_where_it_would_be_sent_again()
    {
        await portal.HoldAsync(60);
        await ReviewListAsync();
        await Page.SendButton("Send to April Reminders").ClickAsync();
        await Expect(Page.OpenDialog().GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToBeVisibleAsync();
        await Axe.LookAsync(Page);

        await ReviewListAsync();
        await Expect(Page.OpenDialog().GetByLabel("Send it again")).ToBeVisibleAsync();
        await Page.OpenDialog().GetByText("Show request").ClickAsync();
        await Axe.LookAsync(Page);
    }

    private async Task OpenAsync(string kind)
    {
        await GoAsync($"{Team}/compose");
        await Page.TurnAsync(kind);
    }

    private async Task ReviewListAsync()
    {
        await OpenAsync("List");
        await Page.ChooseSenderAsync();
        await Page.ChooseAsync("List", "April Reminders");
        await Page.Message().FillAsync("A reminder of tomorrow");
        await Page.ReviewAsync();
        await Page.OpenDialog().GetByLabel("List name").FillAsync("April Reminders");
    }
}
