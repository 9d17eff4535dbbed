using System.Text.RegularExpressions;
using HeymarketPortal.Sending;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>What was typed outlives the page, and no window writes over another one.</summary>
public sealed class DraftTests(BrowserRun run, KindsPortal portal) : PortalTest(run, portal), IClassFixture<KindsPortal>
{
    [Fact]
    public async Task A_refresh_in_the_middle_keeps_every_field()
    {
        await GoAsync($"{Team}/compose");
        await Page.ChooseSenderAsync();
        await Page.FillSendAsync("+1 415 555 01", "Half a sentence, “quoted” 👍");
        await Page.GetByLabel("Media URL").FillAsync("https://cdn.example.com/a.pdf");
        await Page.GetByLabel("Author").FillAsync("Sam");
        await Page.GetByLabel("Send at").FillAsync("2030-05-06T09:30");
        await Page.GetByLabel("Private comment").CheckAsync();
        await AgainAsync(form => form is { Private: true, Author: "Sam", SendAt: not null });

        foreach (var (label, value) in ((string, string)[])[("Phone number", "+1 415 555 01"), ("Message", "Half a sentence, “quoted” 👍"), ("Media URL", "https://cdn.example.com/a.pdf"), ("Author", "Sam"), ("Send at", "2030-05-06T09:30")])
        {
            await Expect(Page.GetByLabel(label, new() { Exact = true })).ToHaveValueAsync(value);
        }
        await Expect(Page.GetByLabel("Private comment")).ToBeCheckedAsync();
        await Expect(Page.GetByLabel("Inbox", new() { Exact = true })).Not.ToHaveValueAsync("");
        await Expect(Page.GetByLabel("Sender", new() { Exact = true })).Not.ToHaveValueAsync("");

        await Page.TurnAsync("Group MMS");
        await Page.GetByLabel("Phone numbers").FillAsync("+1 415 555 0157, Dana,");
        await Expect(Page.Button("Remove Dana")).ToBeVisibleAsync();
        await AgainAsync(form => form.Numbers.Count == 2);
        await Expect(Page.Tab("Group MMS")).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(Page.Button("Remove 14155550157")).ToBeVisibleAsync();
        await Expect(Page.Button("Remove Dana")).ToBeVisibleAsync();
        await Expect(Page.Message()).ToHaveValueAsync("Half a sentence, “quoted” 👍");

        await Page.TurnAsync("Survey");
        await Page.ChooseAsync("Survey", "Waiting time");
        await Page.GetByText("A list", new() { Exact = true }).ClickAsync();
        await Page.ChooseAsync("List", "Newsletter");
        await Page.GetByText("A template", new() { Exact = true }).ClickAsync();
        await Page.ChooseAsync("Template", "Directions");
        await AgainAsync(form => form is { Kind: SendKind.Survey, SurveyId: not null, ListId: not null, TemplateId: not null });
        foreach (var (label, chosen) in ((string, string)[])[("Survey", "Waiting time"), ("List", "Newsletter"), ("Template", "Directions")])
        {
            await Expect(Page.GetByLabel(label, new() { Exact = true }).Locator("option:checked")).ToContainTextAsync(chosen);
        }
    }

    [Fact]
    public async Task Two_open_composes_do_not_overwrite_each_other()
    {
        var other = await Context.NewPageAsync();
        foreach (var (page, text) in ((IPage, string)[])[(Page, "The first window"), (other, "The second window")])
        {
            await page.OpenAsync($"{Team}/compose");
            await Expect(page).ToHaveURLAsync(new Regex("draft="));
            await page.Message().FillAsync(text);
        }
        await Page.Message().PressSequentiallyAsync(" goes on");
        await portal.KeptAsync(form => form.Text == "The first window goes on");
        await portal.KeptAsync(form => form.Text == "The second window");

        await Page.ReloadAsync();
        await other.ReloadAsync();

        await Expect(Page.Message()).ToHaveValueAsync("The first window goes on");
        await Expect(other.Message()).ToHaveValueAsync("The second window");
        Assert.NotEqual(Page.Url, other.Url);
    }

    [Fact]
    public async Task The_second_window_of_the_same_draft_is_told_and_writes_over_nothing()
    {
        await GoAsync($"{Team}/compose");
        await Page.Message().FillAsync("As it began");
        await portal.KeptAsync(form => form.Text == "As it began");
        var second = await Context.NewPageAsync();
        await second.OpenAsync(Page.Url);
        await Expect(second.Message()).ToHaveValueAsync("As it began");

        await Page.Message().FillAsync("As it goes on");
        await Page.Button("Save draft").ClickAsync();
        await portal.KeptAsync(form => form.Text == "As it goes on");
        await second.Message().FillAsync("Something else");

        await Expect(second.GetByText("This draft was changed in another window")).ToBeVisibleAsync();
        await second.ReloadAsync();
        await Expect(second.Message()).ToHaveValueAsync("As it goes on");
    }

    private async Task AgainAsync(Func<SendForm, bool> kept)
    {
        await portal.KeptAsync(kept);
        await Page.ReloadAsync();
        await Expect(Page.Title("Compose")).ToBeVisibleAsync();
    }
}
