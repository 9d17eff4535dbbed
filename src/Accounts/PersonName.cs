namespace HeymarketPortal.Accounts;

/// <summary>What an account's owner is called.</summary>
internal static class PersonName
{
    private const int Longest = 80;

    /// <summary>Null when it can be a name, else the sentence that says why not.</summary>
    public static string? Problem(string? name) => name?.Trim() switch
    {
        null or "" => "Enter your name, as your team knows it.",
        { Length: > Longest } => "A name has at most 80 characters.",
        var text when text.Any(char.IsControl) => "A name is one line of text.",
        _ => null,
    };
}
