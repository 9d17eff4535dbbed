using System.Net.Mail;

namespace HeymarketPortal.Accounts;

/// <summary>What people sign in with.</summary>
internal static class EmailAddress
{
    private const int Longest = 254;
    public const string Wrong = "Enter an email address, such as maya@example.com.";

    /// <summary>How two spellings of one address are told to be the same.</summary>
    public static string Normalise(string? email) => (email ?? "").Trim().ToUpperInvariant();

    /// <summary>Null when it can be an address, else the sentence that says why not.</summary>
    public static string? Problem(string? email) => email?.Trim() switch
    {
        null or "" => "Enter an email address.",
        { Length: > Longest } => "This address is too long to be one.",
        var text when !MailAddress.TryCreate(text, out var parsed) || parsed.Address != text || text.Any(char.IsWhiteSpace) || text.Any(char.IsControl) => Wrong,
        _ => null,
    };
}
