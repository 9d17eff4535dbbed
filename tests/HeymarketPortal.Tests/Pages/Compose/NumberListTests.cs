using CsCheck;
using HeymarketPortal.Pages.Compose;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Pages.Compose;

/// <summary>Numbers as they are pasted: from a sheet, a mail, a contact card.</summary>
public class NumberListTests
{
    private static readonly string[] Both = ["15105550142", "15105550143"];

    [Theory]
    [InlineData("15105550142\n15105550143")]
    [InlineData("15105550142\r\n15105550143\r\n")]
    [InlineData("15105550142\r15105550143")]
    [InlineData("15105550142,15105550143")]
    [InlineData("15105550142, 15105550143,")]
    [InlineData("15105550142; 15105550143")]
    [InlineData("15105550142\t15105550143")]
    [InlineData("15105550142 | 15105550143")]
    [InlineData("15105550142 15105550143")]
    [InlineData("15105550142   15105550143")]
    [InlineData("15105550142\u00A015105550143")] // no-break space, as web pages have it
    [InlineData(" ,;\n 15105550142 ,; , 15105550143 |\t")]
    [InlineData("+15105550142 +15105550143")]
    [InlineData("+15105550142+15105550143")]
    [InlineData("+1 510 555 0142 +1 510 555 0143")]
    [InlineData("+1 (510) 555-0142\n+1 (510) 555-0143")]
    [InlineData("1 510 555 0142\n1 510 555 0143")]
    [InlineData("1-510-555-0142, 1.510.555.0143")]
    [InlineData("+1 510 555 0142; 1 (510) 555-0143")]
    [InlineData("1-510-555-0142 1-510-555-0143")]
    public void Two_numbers_are_found_whatever_stands_between_them(string pasted) => Assert.Equal(Both, Digits(pasted));

    [Theory]
    [InlineData("1 510 555 0142")]
    [InlineData("+1 (510) 555-0142")]
    [InlineData("+1\u00A0510\u00A0555\u00A00142")]
    [InlineData(" 1.510.555.0142 ")]
    public void Blanks_inside_a_number_do_not_part_it(string pasted) => Assert.Equal(["15105550142"], Digits(pasted));

    [Theory]
    [InlineData("+44 7400 123456 +49 151 23456789", "447400123456", "4915123456789")]
    [InlineData("+44 7400 123456, 1 510 555 0142", "447400123456", "15105550142")]
    [InlineData("447400123456 4915123456789", "447400123456", "4915123456789")]
    public void Numbers_of_several_countries_are_told_apart(string pasted, string first, string second) => Assert.Equal([first, second], Digits(pasted));

    [Fact]
    public void Numbers_without_their_country_code_are_parted_and_each_can_be_mended() =>
        Assert.Equal(Both, NumberList.Split("5105550142 5105550143").Select(entry => PhoneNumber.Read(entry).Fix));

    [Theory]
    [InlineData("Dana Lee", "Dana Lee")]
    [InlineData("Dana Lee: 1510\nSam", "Dana Lee: 1510", "Sam")]
    [InlineData("1 510 555 0142 ext. 7", "1 510 555 0142 ext. 7")]
    [InlineData("<b>1</b>", "<b>1</b>")]
    public void What_is_no_number_stays_as_it_was_to_be_seen(string pasted, params string[] entries)
    {
        Assert.Equal(entries, NumberList.Split(pasted).Select(NumberList.Entry));
        Assert.All(entries, entry => Assert.Null(PhoneNumber.Read(entry).Digits));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData(",;|,")]
    public void Nothing_gives_no_entry(string pasted) => Assert.Empty(NumberList.Split(pasted));

    [Fact]
    public void Once_keeps_the_first_of_each_number_and_everything_that_cannot_be_read() =>
        Assert.Equal(
            ["+1 510 555 0143", "15105550142", "Dana", "1510"],
            NumberList.Once(["+1 510 555 0143", "15105550142", "Dana", "1 (510) 555-0143", "15105550142", "1510", "Dana"]));

    [Fact]
    public void Any_numbers_in_any_spelling_between_any_separators_come_back_in_their_order()
    {
        Func<string, string>[] spellings =
            [n => n, n => "+" + n, n => $"+{n[0]} ({n[1..4]}) {n[4..7]}-{n[7..]}", n => $"{n[0]}-{n[1..4]}-{n[4..7]}-{n[7..]}", n => $"{n[0]} {n[1..4]} {n[4..7]} {n[7..]}"];
        string[] separators = [",", ";", "\n", "\r\n", "\t", "|", ", ", " ; "];
        var spelled = Gen.Select(Gen.Int[0, 99], Gen.Int[0, spellings.Length - 1], (i, how) => (Digits: $"151055501{i:00}", Typed: spellings[how]($"151055501{i:00}")));

        Gen.Select(spelled.Array[1, 40], Gen.Int[0, separators.Length - 1]).Sample((numbers, between) =>
            Digits(string.Join(separators[between], numbers.Select(n => n.Typed))).SequenceEqual(numbers.Select(n => n.Digits)));
    }

    private static IEnumerable<string?> Digits(string pasted) => NumberList.Split(pasted).Select(entry => PhoneNumber.Read(entry).Digits);
}
