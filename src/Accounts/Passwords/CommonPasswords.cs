using System.Collections.Frozen;
using System.IO.Compression;

namespace HeymarketPortal.Accounts;

/// <summary>Passwords that leaked often, from a list in the program: nothing is asked of anybody.</summary>
internal static class CommonPasswords
{
    private static readonly Lazy<FrozenSet<string>> All = new(Read);

    /// <summary>Whether it is on the list, or is one of it with digits and signs around: "Password2026!" is "password".</summary>
    public static bool Has(string password)
    {
        var lower = password.ToLowerInvariant();
        var plain = Undisguise(lower);
        string[] tried = [lower, plain, Core(lower), Core(plain), Undisguise(Core(lower))];
        return tried.Any(word => All.Value.Contains(word) || IsTwice(word));
    }

    // "passwordpassword"
    private static bool IsTwice(string word) => word.Length % 2 == 0 && word.Length > 0
        && word[..(word.Length / 2)] == word[(word.Length / 2)..] && All.Value.Contains(word[..(word.Length / 2)]);

    // What stands between the digits and signs at both ends.
    private static string Core(string word)
    {
        var (from, to) = (Array.FindIndex([.. word], char.IsLetter), Array.FindLastIndex([.. word], char.IsLetter));
        return from < 0 ? word : word[from..(to + 1)];
    }

    private static string Undisguise(string word) => string.Concat(word.Select(c => c switch
    {
        '0' => 'o', '1' or '!' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', _ => c,
    }));

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt.gz")!;
        using var reader = new StreamReader(new GZipStream(stream, CompressionMode.Decompress));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#')).ToFrozenSet(StringComparer.Ordinal);
    }
}
