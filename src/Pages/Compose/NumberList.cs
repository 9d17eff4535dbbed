using HeymarketPortal.Sending;

namespace HeymarketPortal.Pages.Compose;

/// <summary>Takes pasted numbers apart: one a line, or separated by commas or semicolons, or by blanks where each part is a number of its own.</summary>
public static class NumberList
{
    /// <example><c>+1 (510) 555-0142; 1 510 555 0143</c> are two, <c>15105550142 15105550143</c> are two as well.</example>
    public static IReadOnlyList<string> Split(string pasted) =>
        [.. pasted.Split(['\n', '\r', ',', ';', '\t', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(OnBlanks)];

    /// <summary>One entry for each number, the first of each; what cannot be read stays.</summary>
    public static List<string> Once(IEnumerable<string> numbers) => [.. numbers.DistinctBy(number => PhoneNumber.Read(number).Digits ?? number)];

    /// <summary>The entry as it is kept: digits where they can be read.</summary>
    public static string Entry(string typed) => PhoneNumber.Read(typed).Digits ?? typed;

    private static IEnumerable<string> OnBlanks(string part)
    {
        var words = part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        // Several plus signs, or words that are numbers by themselves, are several numbers; else the blanks are inside of one.
        if (words.Length > 1 && words.All(word => PhoneNumber.Read(word) is { Digits: not null } or { Fix: not null }))
        {
            return words;
        }
        var starts = part.Split('+', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return starts.Length > 1 && part.StartsWith('+') ? starts.Select(start => "+" + start) : [part];
    }
}
