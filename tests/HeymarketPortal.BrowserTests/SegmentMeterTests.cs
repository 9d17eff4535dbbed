using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>The counter below the message, typed into for real.</summary>
public sealed class SegmentMeterTests(BrowserRun run, FilledPortal portal) : FilledTest(run, portal)
{
    private ILocator Message => Page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true });

    [Fact]
    public async Task A_pasted_smart_quote_is_shown_replaced_and_spoken_about_once()
    {
        await GoAsync($"{Team}/compose");
        var text = "It’s time for your yearly visit. Call us between 9 and 5 and we find a day that suits you.";
        await Message.FillAsync(text);
        await Expect(Page.GetByText("2 segments · 90 characters · Unicode")).ToBeVisibleAsync();

        await Page.Button("Replace with plain characters").ClickAsync();

        await Expect(Message).ToHaveValueAsync(text.Replace('’', '\''));
        await Expect(Message).ToBeFocusedAsync();
        await Expect(Page.GetByText("1 segment · 90 characters · GSM-7")).ToBeVisibleAsync();
        await Expect(Page.Button("Replace with plain characters")).ToBeHiddenAsync();
        await Message.PressSequentiallyAsync(" Bye 🎉");
        await Expect(Page.Locator("#live")).ToHaveTextAsync("2 segments, Unicode");
    }

    [Fact]
    public async Task Axe_finds_nothing_where_Unicode_is_marked()
    {
        await GoAsync($"{Team}/compose");
        await Message.FillAsync(string.Concat(Enumerable.Repeat("“It’s on” – Friday\n", 6)) + "\u00A0🎉 ж {{first_name}}");
        await Page.Button("Show where").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Group, new() { Name = "The message, with what needs Unicode marked" })).ToBeVisibleAsync();
        await Axe.LookAsync(Page);
    }
}
