using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Sending;

public class PhoneNumberTests
{
    [Theory]
    [InlineData("15105550142")]
    [InlineData("+1 (510) 555-0142")]
    [InlineData(" 1.510.555.0142 ")]
    [InlineData("+1-510-555-0142")]
    public void Separators_are_accepted_and_dropped(string typed) =>
        Assert.Equal("15105550142", PhoneNumber.Read(typed).Digits);

    [Fact]
    public void A_number_of_another_country_is_accepted() =>
        Assert.Equal("442071838750", PhoneNumber.Read("+44 20 7183 8750").Digits);

    [Fact]
    public void Ten_digits_are_not_taken_but_the_leading_one_is_offered()
    {
        var reading = PhoneNumber.Read("(510) 555-0142");

        Assert.Null(reading.Digits);
        Assert.Equal("15105550142", reading.Fix);
        Assert.Contains("+1 510 555 0142", reading.Sentence);
    }

    [Theory]
    [InlineData("", "Enter a phone number.")]
    [InlineData("1510555CALL", "Use digits: “C” is not part of a phone number.")]
    [InlineData("151055501", "9 digits are too few for +1; a number here has 11.")]
    [InlineData("151055501422", "12 digits are too many for +1; a number here has 11.")]
    [InlineData("+1510+5550142", "Enter one number: the plus sign belongs at its start.")]
    [InlineData("4420", "4 digits are too few for a number with its country code.")]
    [InlineData("1234567890123456789", "19 digits are too many for +1; a number here has 11.")]
    [InlineData("9991234567890", "+999… is no country code. Check the first digits.")]
    public void What_cannot_be_a_number_gets_a_sentence(string typed, string sentence)
    {
        var reading = PhoneNumber.Read(typed);

        Assert.Null(reading.Digits);
        Assert.Equal(sentence, reading.Sentence);
    }

    [Theory]
    [InlineData("15105550142", "+1 510 555 0142")]
    [InlineData("not a number", "not a number")]
    public void Numbers_are_shown_spaced(string digits, string shown) => Assert.Equal(shown, PhoneNumber.Display(digits));
}
