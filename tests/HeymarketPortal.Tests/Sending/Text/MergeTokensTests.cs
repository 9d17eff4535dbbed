using CsCheck;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Sending.Text;

public class MergeTokensTests
{
    private static readonly string[] Known = [.. MergeTokens.Standard, "Visit date"];

    [Fact]
    public void Tokens_are_found_where_they_stand() => Assert.Equal(
        [new("first_name", 3, 14), new("Visit date", 21, 14), new("first_name", 35, 14)],
        MergeTokens.In("Hi {{first_name}}, on{{Visit date}}{{first_name}}"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no token")]
    [InlineData("{first_name}")]
    [InlineData("{{first_name}")]
    [InlineData("{{first\nname}}")]
    public void What_is_no_token_is_left_alone(string? text) => Assert.Empty(MergeTokens.In(text));

    [Theory]
    [InlineData("{{{first_name}}}", "first_name", 1)]
    [InlineData("{{a{{first_name}}", "first_name", 3)]
    [InlineData("{{}}", "", 0)]
    public void Odd_braces_give_the_innermost_token(string text, string name, int start) =>
        Assert.Equal(new(name, start, name.Length + 4), Assert.Single(MergeTokens.In(text)));

    [Fact]
    public void Unknown_names_are_told_once_each_as_they_are_written() => Assert.Equal(
        ["First_Name", " first_name ", "", "nickname"],
        MergeTokens.Unknown("{{First_Name}} {{first_name}} {{ first_name }} {{}} {{nickname}} {{nickname}} {{Visit date}}", Known));

    [Theory]
    [InlineData("First Name", "first_name")]
    [InlineData(" first_name ", "first_name")]
    [InlineData("LASTNAME", "last_name")]
    [InlineData("visit_date", "Visit date")]
    [InlineData("nickname", null)]
    [InlineData("", null)]
    public void The_name_that_was_probably_meant_is_offered(string written, string? meant) =>
        Assert.Equal(meant, MergeTokens.Meant(written, Known));

    [Fact]
    public void A_name_is_mended_in_all_its_tokens() => Assert.Equal(
        "{{first_name}} {{last_name}} {{first_name}} FirstName",
        MergeTokens.Rename("{{FirstName}} {{last_name}} {{FirstName}} FirstName", "FirstName", "first_name"));

    [Fact]
    public void An_example_recipient_fills_what_it_has() => Assert.Equal(
        "Hi Dana , see you Friday.",
        MergeTokens.Fill("Hi {{first_name}} {{last_name}}, see you {{day}}{{nickname}}.", new Dictionary<string, string?>
        {
            ["first_name"] = "Dana",
            ["last_name"] = null,
            ["day"] = "Friday",
        }));

    [Fact]
    public void A_value_with_braces_is_not_filled_again() => Assert.Equal(
        "{{last_name}}",
        MergeTokens.Fill("{{first_name}}", new Dictionary<string, string?> { ["first_name"] = "{{last_name}}", ["last_name"] = "Ortiz" }));

    [Fact]
    public void Every_token_found_stands_in_the_text_and_is_gone_when_filled() => Gen.OneOf(AnyText.Any, Braces).Sample(text =>
    {
        Assert.All(MergeTokens.In(text), token => Assert.Equal("{{" + token.Name + "}}", text.Substring(token.Start, token.Length)));
        Assert.Equal(
            text.Length - MergeTokens.In(text).Sum(token => token.Length),
            MergeTokens.Fill(text, new Dictionary<string, string?>()).Length);
    }, iter: 3_000);

    private static readonly Gen<string> Braces = Gen.Char["{{}}a_ \n"].Array[0, 60].Select(chars => new string(chars));
}
