using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Sending.Text;

public class PlainCharactersTests
{
    [Theory]
    [InlineData("“It’s on”", "\"It's on\"")]
    [InlineData("«Oui» ‹non›", "\"Oui\" 'non'")]
    [InlineData("9–5 — or 9−5, non‑stop", "9-5 - or 9-5, non-stop")]
    [InlineData("Wait…", "Wait...")]
    [InlineData("10\u00A0am\u202Fon\u2009Friday\tnight", "10 am on Friday night")]
    [InlineData("one\u2028two\u0085three", "one\ntwo\nthree")]
    [InlineData("zero\u200Bwidth\uFEFF\u2060\u00AD", "zerowidth")]
    [InlineData("• milk\n● eggs", "- milk\n- eggs")]
    [InlineData("10:00 → 11:00", "10:00 -> 11:00")]
    [InlineData("ﬁne ﬂat eﬀort", "fine flat effort")]
    [InlineData("bell\u0007", "bell")]
    [InlineData("a\u200Db", "ab")]
    [InlineData("\u200EHi\u202C", "Hi")]
    [InlineData("it’s\r\n“ok”", "it's\r\n\"ok\"")]
    public void Typography_becomes_plain(string typed, string plain)
    {
        Assert.Equal(plain, PlainCharacters.Replace(typed));
        Assert.Equal(SmsEncoding.Gsm7, SegmentCount.Of(plain).Encoding);
    }

    [Theory]
    [InlineData("Café à la mañana")]
    [InlineData("Žluťoučký kůň")]
    [InlineData("ж Ω 日本 ภาษาไทย")]
    [InlineData("l·l, ½, 72°, ™, ©, ʻokina")]
    [InlineData("👨‍👩‍👧‍👦 👍🏽 🇺🇸 1️⃣ ❤️")]
    [InlineData("می‌خواهم")]
    [InlineData("\u200Fשלום")]
    [InlineData("plain {text} €")]
    [InlineData("\ud83c half a pair ó")]
    public void What_was_meant_stays(string text) => Assert.Equal(text, PlainCharacters.Replace(text));

    [Theory]
    [InlineData("cafe\u0301", "café")]
    [InlineData("man\u0303ana", "mañana")]
    [InlineData("\u212B", "Å")]
    [InlineData("e\u200B\u0301", "é")]
    public void A_letter_and_its_accent_become_the_one_letter_of_the_alphabet(string typed, string plain) =>
        Assert.Equal(plain, PlainCharacters.Replace(typed));

    [Fact]
    public void Where_a_letter_needs_Unicode_the_rest_is_replaced_all_the_same() =>
        Assert.Equal("ж \"ok\" - 🎉", PlainCharacters.Replace("ж “ok” – 🎉"));
}
