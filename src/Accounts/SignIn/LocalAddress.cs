namespace HeymarketPortal.Accounts;

/// <summary>An address to return to, from the query: anybody may have written it.</summary>
internal static class LocalAddress
{
    /// <returns>The address when it is a path of this portal, else <c>/</c>.</returns>
    public static string Or(string? given) => IsLocal(given) ? given! : "/";

    // "//other.example" and "/\other.example" are other hosts to a browser, which also drops tabs and line ends.
    private static bool IsLocal(string? given) =>
        given is ['/', ..] && given is not ['/', '/' or '\\', ..] && !given.Any(char.IsControl);
}
