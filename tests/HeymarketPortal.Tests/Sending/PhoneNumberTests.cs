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

    [Theory]
    [InlineData("442071838750")] // London
    [InlineData("493012345678")] // Berlin
    [InlineData("33142685300")] // Paris
    [InlineData("390669812345")] // Rome
    [InlineData("81312345678")] // Tokyo
    [InlineData("61292345678")] // Sydney
    public void A_number_of_a_fixed_line_range_is_certainly_a_landline(string digits) =>
        Assert.Equal(PhoneLine.Landline, PhoneNumber.Line(digits));

    [Theory]
    [InlineData("19002345678")] // United States, 900
    [InlineData("449098790123")] // United Kingdom, 0909
    [InlineData("499001234567")] // Germany, 0900
    [InlineData("4918012345")] // Germany, 0180: shared cost
    [InlineData("33891123456")] // France, 089
    [InlineData("611900123456")] // Australia, 1900
    [InlineData("41900123456")] // Switzerland, 0900
    public void A_number_that_costs_its_caller_extra_is_certainly_premium(string digits) =>
        Assert.Equal(PhoneLine.Premium, PhoneNumber.Line(digits));

    [Theory]
    [InlineData("15105550142")] // California: landlines and mobiles share the range
    [InlineData("14165550142")] // Toronto
    [InlineData("447400123456")] // a British mobile
    [InlineData("4915123456789")] // a German mobile
    [InlineData("18002345678")] // toll-free, often text-enabled
    [InlineData("522221234567")] // Mexico: shared range
    [InlineData("81501234567")] // Japan: too short to be anything
    [InlineData("9991234567890")] // no country
    [InlineData("not a number")]
    [InlineData("")]
    public void Of_any_other_number_nothing_is_certain(string digits) => Assert.Equal(PhoneLine.Any, PhoneNumber.Line(digits));
}
