using System.Text.RegularExpressions;
using Bunit;
using HeymarketPortal.Ui;
using MudBlazor;

namespace HeymarketPortal.Tests.Ui;

public partial class LookTests : UiContext
{
    private static readonly string Css = File.ReadAllText(Path.Combine(Root(), "wwwroot", "tokens.css"));

    [Theory]
    [InlineData("PaletteLight")]
    [InlineData("PaletteDark")]
    public void MudBlazor_wears_the_tokens_of_the_style_sheet(string theme)
    {
        var dark = theme == "PaletteDark";
        Palette palette = dark ? PortalTheme.Theme.PaletteDark : PortalTheme.Theme.PaletteLight;
        var tokens = Tokens(dark);

        Assert.Equal(tokens["accent"], Hex(palette.Primary));
        Assert.Equal(tokens["accent-hover"], Hex(palette.PrimaryDarken));
        Assert.Equal(tokens["on-accent"], Hex(palette.PrimaryContrastText));
        Assert.Equal(tokens["good"], Hex(palette.Success));
        Assert.Equal(tokens["busy"], Hex(palette.Info));
        Assert.Equal(tokens["attention"], Hex(palette.Warning));
        Assert.Equal(tokens["refused"], Hex(palette.Error));
        Assert.Equal(tokens["text"], Hex(palette.TextPrimary));
        Assert.Equal(tokens["text-2"], Hex(palette.TextSecondary));
        Assert.Equal(tokens["surface"], Hex(palette.Surface));
        Assert.Equal(tokens["canvas"], Hex(palette.BackgroundGray));
        Assert.Equal(tokens["hairline"], Hex(palette.TableLines));
        Assert.Equal(tokens["boundary"], Hex(palette.LinesInputs));
        Assert.Equal(tokens["hover"], Hex(palette.TableHover));
    }

    [Fact]
    public void No_colour_is_written_outside_the_tokens()
    {
        var sheets = Directory.GetFiles(Path.Combine(Root(), "wwwroot"), "*.css").Where(path => Path.GetFileName(path) is not ("tokens.css" or "sandbox.css")).ToList();
        Assert.NotEmpty(sheets);
        Assert.All(sheets, path => Assert.Empty(Colour().Matches(File.ReadAllText(path)).Select(match => match.Value)));
    }

    [Fact]
    public void Every_drawing_is_a_drawing() => Assert.All(Lucide.Names, name => Assert.StartsWith("<", Lucide.Drawing(name).Value, StringComparison.Ordinal));

    [Fact]
    public void An_icon_is_silent()
    {
        var svg = Render<Icon>(icon => icon.Add(i => i.Name, "send")).Find("svg");
        Assert.Equal("true", svg.GetAttribute("aria-hidden"));
        Assert.NotEmpty(svg.Children);
    }

    [Fact]
    public void A_misspelt_icon_is_noticed_at_once() => Assert.Throws<KeyNotFoundException>(() => Lucide.Drawing("sned"));

    [Theory]
    [InlineData(Meaning.Good, "good")]
    [InlineData(Meaning.Busy, "busy")]
    [InlineData(Meaning.Attention, "attention")]
    [InlineData(Meaning.Refused, "refused")]
    [InlineData(Meaning.Quiet, "quiet")]
    public void A_state_is_a_word_an_icon_and_a_meaning(Meaning meaning, string attribute)
    {
        var mark = Render<Mark>(m => m.Add(x => x.Word, "Held").Add(x => x.Icon, "circle-pause").Add(x => x.Meaning, meaning)).Find(".state");
        Assert.Equal("Held", mark.TextContent.Trim());
        Assert.NotNull(mark.QuerySelector("svg"));
        Assert.Equal(attribute, mark.GetAttribute("data-meaning"));
        Assert.DoesNotContain("flat", mark.ClassList);
    }

    [Fact]
    public void Only_what_wants_somebody_is_filled()
    {
        var filled = Fill().Matches(Css).Where(match => match.Groups[2].Value != "transparent").Select(match => match.Groups[1].Value);
        Assert.Equal(["attention", "refused"], filled);
    }

    [Fact]
    public void In_a_list_of_states_the_mark_lies_flat() =>
        Assert.Contains("flat", Render<Mark>(m => m.Add(x => x.Word, "Held").Add(x => x.Icon, "circle-pause").Add(x => x.Meaning, Meaning.Attention).Add(x => x.Flat, true)).Find(".state").ClassList);

    private static Dictionary<string, string> Tokens(bool dark)
    {
        var from = Css.IndexOf(dark ? "\n[data-theme=\"dark\"] {" : "\n:root, [data-theme=\"light\"] {", StringComparison.Ordinal);
        var block = Css[from..Css.IndexOf("\n}", from, StringComparison.Ordinal)];
        return Token().Matches(block).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
    }

    private static string Hex(MudBlazor.Utilities.MudColor colour) => colour.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "HeymarketPortal.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"--([a-z0-9-]+): (#[0-9a-f]{6});")]
    private static partial Regex Token();

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(")]
    private static partial Regex Colour();

    [GeneratedRegex(@"\[data-meaning=""([a-z]+)""\] +\{ --m: [^;]+; +--m-soft: ([^;]+);")]
    private static partial Regex Fill();
}
