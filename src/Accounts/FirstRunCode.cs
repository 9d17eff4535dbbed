using System.Security.Cryptography;
using System.Text;

namespace HeymarketPortal.Accounts;

/// <summary>
/// Proves that who opens the first-run page can read the portal's console. Random with each start, kept in memory only, and
/// gone with the first account.
/// </summary>
public sealed class FirstRunCode
{
    // No letter that is read as a digit, and the other way round.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Length = 26;
    private volatile string? _code;

    /// <summary>What the console prints; null when an account exists.</summary>
    public string? Current => _code;

    /// <summary>Makes the code, of 128 bits or more. Called at start while there is no account.</summary>
    public void Begin() => _code = RandomNumberGenerator.GetString(Letters, Length);

    public bool Matches(string? given) => _code is { } code
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given ?? ""), Encoding.UTF8.GetBytes(code));

    /// <summary>An account exists now: no code opens the page again.</summary>
    public void End() => _code = null;
}
