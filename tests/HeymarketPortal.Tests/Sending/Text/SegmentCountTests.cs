using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Sending.Text;

public class SegmentCountTests
{
    private const string Family = "👨‍👩‍👧‍👦";

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Nothing_costs_nothing(string? text) =>
        Assert.Equal((SmsEncoding.Gsm7, 0, 0, 0, 160), Of(text));

    [Theory]
    [InlineData(1, 1, 159)]
    [InlineData(160, 1, 0)]
    [InlineData(161, 2, 145)]
    [InlineData(306, 2, 0)]
    [InlineData(307, 3, 152)]
    [InlineData(1_530, 10, 0)]
    [InlineData(1_531, 11, 152)]
    public void A_plain_text_has_160_in_one_segment_and_153_in_each_of_several(int length, int segments, int left) =>
        Assert.Equal((SmsEncoding.Gsm7, length, length, segments, left), Of(new string('a', length)));

    [Theory]
    [InlineData(1, 1, 69)]
    [InlineData(70, 1, 0)]
    [InlineData(71, 2, 63)]
    [InlineData(134, 2, 0)]
    [InlineData(135, 3, 66)]
    public void A_Unicode_text_has_70_in_one_segment_and_67_in_each_of_several(int length, int segments, int left) =>
        Assert.Equal((SmsEncoding.Unicode, length, length, segments, left), Of(new string('ж', length)));

    [Fact]
    public void Every_character_of_the_alphabet_is_plain_and_its_extension_has_two_units()
    {
        const string one = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
        const string two = "\f^{}\\[~]|€";

        Assert.Equal(127, one.Length);
        Assert.All(one, c => Assert.Equal((SmsEncoding.Gsm7, 1, 1, 1, 159), Of($"{c}")));
        Assert.All(two, c => Assert.Equal((SmsEncoding.Gsm7, 2, 1, 1, 158), Of($"{c}")));
    }

    [Theory]
    [InlineData("ç")]
    [InlineData("ó")]
    [InlineData("`")]
    [InlineData("\t")]
    [InlineData("’")]
    [InlineData("°")]
    public void What_looks_ordinary_but_is_not_in_the_alphabet_needs_Unicode(string text) =>
        Assert.Equal(SmsEncoding.Unicode, SegmentCount.Of(text).Encoding);

    [Fact]
    public void An_escape_is_never_parted_from_its_character()
    {
        var text = new string('a', 152) + "€" + new string('b', 152);

        Assert.Equal((SmsEncoding.Gsm7, 306, 305, 3, 152), Of(text));
    }

    [Fact]
    public void A_surrogate_pair_is_never_split()
    {
        var text = new string('ж', 66) + "🎉" + new string('ж', 66);

        Assert.Equal((SmsEncoding.Unicode, 134, 133, 3, 66), Of(text));
    }

    [Theory]
    [InlineData("a\r\nb", 3, 3)]
    [InlineData("a\nb", 3, 3)]
    [InlineData("a\rb", 3, 3)]
    [InlineData("ж\r\nж", 3, 3)]
    [InlineData("\r\n\r\n", 2, 2)]
    public void A_line_ending_is_one_character_however_it_was_written(string text, int units, int characters)
    {
        var count = SegmentCount.Of(text);

        Assert.Equal((units, characters), (count.Units, count.Characters));
    }

    [Theory]
    [InlineData(Family, 11)]
    [InlineData("🇺🇸", 4)]
    [InlineData("👍🏽", 4)]
    [InlineData("1️⃣", 3)]
    [InlineData("e\u0301", 2)]
    public void What_a_person_counts_as_one_is_one_character(string text, int units)
    {
        var count = SegmentCount.Of(text);

        Assert.Equal((units, 1), (count.Units, count.Characters));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_counted_and_not_a_crash() =>
        Assert.Equal((SmsEncoding.Unicode, 3, 3, 1, 67), Of("a\ud83cb"));

    [Fact]
    public void What_forces_Unicode_is_told_once_with_every_place_in_the_order_of_the_text()
    {
        var forcing = SegmentCount.Of("It’s “on” — isn’t it? 🎉").Forcing;

        Assert.Equal(["’", "“", "”", "—", "🎉"], forcing.Select(f => f.Character));
        Assert.Equal([2, 15], forcing[0].Positions);
        Assert.Equal([22], forcing[4].Positions);
    }

    [Theory]
    [InlineData("“", "left double quote")]
    [InlineData("–", "en dash")]
    [InlineData("\u00A0", "no-break space")]
    [InlineData("\u200B", "zero-width space")]
    [InlineData("\t", "tab")]
    [InlineData("🎉", "emoji 🎉")]
    [InlineData("✅", "emoji ✅")]
    [InlineData("❤️", "emoji ❤️")]
    [InlineData("1️⃣", "emoji 1️⃣")]
    [InlineData(Family, "emoji " + Family)]
    [InlineData("Ж", "“Ж” (U+0416)")]
    [InlineData("e\u0301", "“e\u0301” (U+0065 U+0301)")]
    [InlineData("\u0007", "invisible character U+0007")]
    public void A_forcing_character_has_a_name_for_people(string text, string name) =>
        Assert.Equal(name, Assert.Single(SegmentCount.Of(text).Forcing).Name);

    [Fact]
    public void A_pile_of_marks_is_named_by_its_first_few() =>
        Assert.Equal("“Z" + new string('\u0301', 40) + "” (U+005A U+0301 U+0301 U+0301 …)",
            Assert.Single(SegmentCount.Of("Z" + new string('\u0301', 40)).Forcing).Name);

    [Theory]
    [InlineData("ж")]
    [InlineData("🎉")]
    [InlineData("’a")]
    [InlineData("e\u0301\u0302")]
    public void Eight_thousand_characters_are_counted_on_every_keystroke(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 8_000 / piece.Length));
        SegmentCount.Of(text);

        var started = TimeProvider.System.GetTimestamp();
        for (var keystroke = 0; keystroke < 100; keystroke++)
        {
            SegmentCount.Of(text);
        }

        // Far above what it takes (about a tenth of a second), far below what a loop inside a loop would.
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 3);
    }

    private static (SmsEncoding, int, int, int, int) Of(string? text)
    {
        var count = SegmentCount.Of(text);
        return (count.Encoding, count.Units, count.Characters, count.Segments, count.UnitsLeft);
    }
}
