using PhoneNumbers;

namespace HeymarketPortal.Sending;

/// <summary>What is certain about the line behind a number.</summary>
public enum PhoneLine
{
    /// <summary>A mobile, or nothing that is certain.</summary>
    Any,

    /// <summary>A fixed line and no mobile. Some are text-enabled all the same.</summary>
    Landline,

    /// <summary>Whoever calls pays extra, all of it or a share. Nobody reads texts there.</summary>
    Premium,
}

/// <summary>A phone number as Heymarket wants it: country code and digits, no plus sign.</summary>
public static class PhoneNumber
{
    private static readonly PhoneNumberUtil Util = PhoneNumberUtil.GetInstance();

    /// <summary>Reads what a person typed or pasted; <c>+ ( ) - .</c> and spaces are accepted.</summary>
    /// <returns>The digits, or a sentence that says what to do and, for ten digits, the number with its leading 1.</returns>
    public static Reading Read(string? typed)
    {
        var text = typed?.Trim() ?? "";
        if (text.Length == 0)
        {
            return new(null, "Enter a phone number.");
        }
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) && !IsSeparator(c))
            {
                return new(null, $"Use digits: “{c}” is not part of a phone number.");
            }
        }
        if (text.LastIndexOf('+') > 0)
        {
            return new(null, "Enter one number: the plus sign belongs at its start.");
        }
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return digits.Length == 10 && text[0] != '+' ? ReadTen(digits) : ReadFull(digits);
    }

    /// <summary>For people: <c>+1 510 555 0142</c>. What cannot be read is returned as it is.</summary>
    public static string Display(string digits)
    {
        try
        {
            var shown = Util.Format(Util.Parse("+" + digits, null), PhoneNumberFormat.INTERNATIONAL);
            return shown.Replace('-', ' ');
        }
        catch (NumberParseException)
        {
            return digits;
        }
    }

    /// <summary>What the numbering plan of its country says a number must be, as far as it is certain: a hint, never a reason to refuse.</summary>
    /// <returns><see cref="PhoneLine.Any"/> also for US and Canadian numbers, whose landlines and mobiles share their ranges.</returns>
    public static PhoneLine Line(string digits)
    {
        try
        {
            return Util.GetNumberType(Util.Parse("+" + digits, null)) switch
            {
                PhoneNumberType.FIXED_LINE => PhoneLine.Landline,
                PhoneNumberType.PREMIUM_RATE or PhoneNumberType.SHARED_COST => PhoneLine.Premium,
                _ => PhoneLine.Any,
            };
        }
        catch (NumberParseException)
        {
            return PhoneLine.Any;
        }
    }

    private static Reading ReadTen(string digits)
    {
        var withOne = "1" + digits;
        return ReadFull(withOne).Digits is null
            ? new(null, "10 digits are too few: start with the country code, such as 1.")
            : new(null, $"Start with the country code. In the US and Canada: {Display(withOne)}.", withOne);
    }

    private static Reading ReadFull(string digits)
    {
        if (digits.Length is 0)
        {
            return new(null, "Enter a phone number.");
        }
        if (digits[0] == '1' && digits.Length != 11)
        {
            var amount = digits.Length < 11 ? "few" : "many";
            return new(null, $"{Count(digits.Length)} too {amount} for +1; a number here has 11.");
        }
        if (digits.Length < 8)
        {
            return new(null, $"{Count(digits.Length)} too few for a number with its country code.");
        }
        if (digits.Length > 15)
        {
            return new(null, $"{Count(digits.Length)} too many; a number has 15 at most.");
        }
        try
        {
            return Util.IsPossibleNumber(Util.Parse("+" + digits, null))
                ? new(digits, null)
                : new(null, $"+{digits} is not a number in its country. Check its digits.");
        }
        catch (NumberParseException)
        {
            return new(null, $"+{digits[..Math.Min(3, digits.Length)]}… is no country code. Check the first digits.");
        }
    }

    private static bool IsSeparator(char c) => c is '+' or '(' or ')' or '-' or '.' || char.IsWhiteSpace(c);

    private static string Count(int digits) => digits == 1 ? "1 digit is" : $"{digits} digits are";

    /// <param name="Digits">The number, when it could be read.</param>
    /// <param name="Sentence">What is wrong with it, when it could not.</param>
    /// <param name="Fix">The digits that were probably meant.</param>
    public sealed record Reading(string? Digits, string? Sentence, string? Fix = null);
}
