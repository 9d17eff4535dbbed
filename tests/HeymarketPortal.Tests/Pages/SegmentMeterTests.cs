using Bunit;
using HeymarketPortal.Pages.Compose;
using HeymarketPortal.Sending;
using HeymarketPortal.Tests.Ui;

namespace HeymarketPortal.Tests.Pages;

public class SegmentMeterTests : UiContext
{
    private string? _text;

    [Theory]
    [InlineData(null, "0 segments · 0 characters · GSM-7")]
    [InlineData("Hi", "1 segment · 2 characters · GSM-7 · 158 left")]
    [InlineData("🎉", "1 segment · 1 character · Unicode · 68 left")]
    public void The_line_tells_segments_characters_and_encoding(string? text, string line) =>
        Assert.Equal(line, Line(Shown(text)));

    [Fact]
    public void A_long_text_fills_a_cell_for_each_segment()
    {
        var meter = Shown(new string('a', 153 + 51));

        Assert.Equal("2 segments · 204 characters · GSM-7 · 102 left", Line(meter));
        Assert.Equal(["--fill:100%", "--fill:33.3%"], meter.FindAll(".cells i").Select(cell => cell.GetAttribute("style")));
    }

    [Fact]
    public void What_needs_Unicode_is_named()
    {
        var meter = Shown("“It’s” on 9–5\u00A0pm 🎉🎂 ж");

        Assert.Equal("These need Unicode: “’” (smart quotes), – (en dash), no-break space, 🎉🎂, ж (U+0436). Show where", Hint(meter));
    }

    [Fact]
    public void Of_a_foreign_text_the_first_letters_are_shown_and_the_rest_counted()
    {
        var meter = Shown("Съешь ещё этих мягких французских булок");

        Assert.Equal("These need Unicode: Съешьщёэтихм (outside the plain alphabet) and 14 more.", Hint(meter));
        Assert.Empty(meter.FindAll(".hint button"));
    }

    [Fact]
    public void Plain_characters_are_offered_with_what_they_save_and_taken_on_one_click()
    {
        var meter = Shown("It’s " + new string('a', 100));
        Assert.Equal("This needs Unicode: ’ (right single quote). Replace with plain characters to make it 1 segment. Show where", Hint(meter));

        meter.Find(".hint button").Click();

        Assert.Equal("It's " + new string('a', 100), _text);
        Assert.Equal(["message"], JSInterop.Invocations["portal.focus"].Single().Arguments);
        meter.Render(now => now.Add(m => m.Text, _text));
        Assert.Equal("1 segment · 105 characters · GSM-7 · 55 left", Line(meter));
        Assert.Empty(meter.FindAll(".hint"));
    }

    [Theory]
    [InlineData("It’s 🎉")]
    [InlineData("ж “ok”")]
    public void Nothing_is_offered_where_it_would_not_help(string text) =>
        Assert.DoesNotContain("Replace", Hint(Shown(text)), StringComparison.Ordinal);

    [Fact]
    public void Where_it_stands_is_marked_on_request_and_what_is_invisible_is_written_out()
    {
        var meter = Shown("9–5\u00A0pm");
        Assert.Empty(meter.FindAll("mark"));

        meter.FindAll(".hint button")[^1].Click();

        Assert.Equal(["–", "no-break space"], meter.FindAll("mark").Select(mark => mark.TextContent));
        Assert.Equal("9–5no-break spacepm", meter.Find(".marked").TextContent);
        Assert.Equal("true", meter.FindAll(".hint button")[^1].GetAttribute("aria-expanded"));
    }

    [Fact]
    public void Tokens_make_the_count_a_first_guess() =>
        Assert.Equal("1 segment · 17 characters · GSM-7 · before tokens are filled", Line(Shown("Hi {{first_name}}")));

    [Fact]
    public void A_message_that_is_not_cut_says_so_and_names_nothing()
    {
        var meter = Render<SegmentMeter>(set => set.Add(m => m.Text, "Hi 🎉").Add(m => m.For, "message").Add(m => m.Instead, "goes as MMS"));

        Assert.Equal("4 characters · goes as MMS", meter.Find(".line").TextContent.Trim());
        Assert.Empty(meter.FindAll(".hint"));
    }

    [Fact]
    public void A_screen_reader_hears_of_a_change_once_typing_has_paused_and_of_nothing_else()
    {
        var meter = Shown("");
        Type(meter, "Hello", TimeSpan.FromSeconds(5));
        Assert.Empty(Said());

        foreach (var text in new[] { "Hello 🎉", "Hello 🎉!", "Hello 🎉!!" })
        {
            Type(meter, text, TimeSpan.FromMilliseconds(900));
        }
        Assert.Empty(Said());
        Time.Advance(TimeSpan.FromMilliseconds(200));
        meter.WaitForAssertion(() => Assert.Equal(["1 segment, Unicode"], Said()));

        Type(meter, "Hello 🎉!! " + new string('a', 70), TimeSpan.FromSeconds(5));
        meter.WaitForAssertion(() => Assert.Equal(["1 segment, Unicode", "2 segments, Unicode"], Said()));
        Type(meter, "Hello 🎉!! " + new string('a', 65), TimeSpan.FromSeconds(5));
        Assert.Equal(2, Said().Count());
    }

    [Fact]
    public void A_change_that_is_taken_back_is_not_spoken()
    {
        var meter = Shown("Hello");
        Type(meter, "Hello 🎉", TimeSpan.FromMilliseconds(500));
        Type(meter, "Hello", TimeSpan.FromSeconds(5));

        Assert.Empty(Said());
    }

    [Theory]
    [InlineData(SendKind.Individual, null, false, null)]
    [InlineData(SendKind.List, " ", false, null)]
    [InlineData(SendKind.Group, null, false, "goes as MMS, not counted in segments")]
    [InlineData(SendKind.Individual, "https://example.com/a.png", false, "goes as MMS, not counted in segments")]
    [InlineData(SendKind.Individual, "https://example.com/a.png", true, "stays in Heymarket, not counted in segments")]
    public void Only_what_goes_as_SMS_is_cut(SendKind kind, string? media, bool comment, string? words) =>
        Assert.Equal(words, SegmentWords.Instead(new SendForm { Kind = kind, MediaUrl = media, Private = comment }));

    private IRenderedComponent<SegmentMeter> Shown(string? text) => Render<SegmentMeter>(meter => meter
        .Add(m => m.Text, text)
        .Add(m => m.TextChanged, taken => _text = taken)
        .Add(m => m.For, "message"));

    private void Type(IRenderedComponent<SegmentMeter> meter, string text, TimeSpan then)
    {
        meter.Render(now => now.Add(m => m.Text, text));
        Time.Advance(then);
    }

    private IEnumerable<object?> Said() => JSInterop.Invocations["portal.say"].Select(said => said.Arguments[0]);

    private static string Line(IRenderedComponent<SegmentMeter> meter) => meter.Find(".line b").ParentElement!.TextContent;

    private static string Hint(IRenderedComponent<SegmentMeter> meter) =>
        string.Join(' ', meter.Find(".hint").TextContent.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
