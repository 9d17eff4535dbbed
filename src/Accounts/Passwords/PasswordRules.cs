using System.Text;

namespace HeymarketPortal.Accounts;

/// <summary>
/// What may be a password: long, and not among the first that somebody would try. Nothing about kinds of characters: those make
/// passwords worse to remember, not harder to guess.
/// </summary>
internal static class PasswordRules
{
    public const int Shortest = 12;
    public const int Longest = 200;
    public const string Hint = "At least 12 characters. Three or four words that belong to nothing are good.";
    private const int FewestDistinct = 5;

    /// <summary>Null when it may be used, else the sentence that says why not and what to do.</summary>
    /// <param name="about">What belongs to the person, such as email and name: too easy to guess.</param>
    public static string? Problem(string? password, params ReadOnlySpan<string?> about) => password switch
    {
        null or "" => "Enter a password of at least 12 characters.",
        { Length: < Shortest } => "This is too short. Use at least 12 characters.",
        { Length: > Longest } => "This is too long. Use at most 200 characters.",
        _ when password.Distinct().Count() < FewestDistinct || IsRepeated(password) => "This repeats itself. Use several different words.",
        _ when IsSequence(password) => "This runs along the alphabet or the keyboard. Use several different words.",
        _ when Tells(password, about) => "This is mostly your name, your email or “Heymarket”. Use words that have nothing to do with you.",
        _ when CommonPasswords.Has(password) => "Many people use this one, so it is tried first. Use several words that do not belong together.",
        _ => null,
    };

    // "abcabcabcabc"
    private static bool IsRepeated(string password) => Enumerable.Range(1, password.Length / 2)
        .Any(length => Enumerable.Range(0, password.Length).All(i => password[i] == password[i % length]));

    // "abcdefghijkl", "987654321098", "qwertyuiop12"
    private static bool IsSequence(string password)
    {
        const string rows = "abcdefghijklmnopqrstuvwxyz 01234567890123456789 qwertyuiop asdfghjkl zxcvbnm 1qaz2wsx3edc4rfv5tgb6yhn7ujm";
        var reversed = new string([.. rows.Reverse()]);
        var lower = password.ToLowerInvariant();
        var steps = Enumerable.Range(0, lower.Length - 1).Count(i =>
            rows.Contains(lower.Substring(i, 2), StringComparison.Ordinal) || reversed.Contains(lower.Substring(i, 2), StringComparison.Ordinal));
        return steps >= (lower.Length - 1) * 0.8;
    }

    // What is left without those words must still be something.
    private static bool Tells(string password, ReadOnlySpan<string?> about)
    {
        var rest = new StringBuilder(password.ToLowerInvariant());
        foreach (var word in WordsOf([.. about, "heymarket", "portal"]).OrderByDescending(w => w.Length))
        {
            rest.Replace(word, "");
        }
        return password.Length != rest.Length && rest.ToString().Count(char.IsLetter) < 6;
    }

    private static IEnumerable<string> WordsOf(string?[] texts) => texts
        .SelectMany(text => (text ?? "").ToLowerInvariant().Split([' ', '@', '.', '-', '_', '+', ',', '\''], StringSplitOptions.RemoveEmptyEntries))
        .Where(word => word.Length >= 3).Distinct();
}
