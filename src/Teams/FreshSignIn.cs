using System.Globalization;
using System.Security.Claims;
using HeymarketPortal.Data;

namespace HeymarketPortal.Teams;

/// <summary>
/// What opens every door (API keys, second factors) wants somebody who signed in a moment ago: a browser left open does not do it. The
/// moment travels in the session and is judged inside the write.
/// </summary>
public static class FreshSignIn
{
    /// <summary>The claim that says when, in Unix seconds.</summary>
    public const string ClaimType = "signed-in";
    public const string Path = "/account/again";
    public const string Refused = "You signed in more than ten minutes ago. Sign in again, then do this once more.";
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    /// <summary>When the person of a session proved who they are; null when the session does not say.</summary>
    public static DateTimeOffset? Of(ClaimsPrincipal? user) =>
        long.TryParse(user?.FindFirst(ClaimType)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    public static Claim ClaimFor(DateTimeOffset time) => new(ClaimType, time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>What a session that is written anew takes along: it is no sign-in.</summary>
    public static IEnumerable<Claim> ClaimsOf(ClaimsPrincipal? user) => user?.FindAll(ClaimType) ?? [];

    public static bool IsFresh(DateTimeOffset? signedInAt, TimeProvider time) => signedInAt is { } at && time.GetUtcNow() - at <= Lasts;

    /// <summary>Where one signs in again and comes back from.</summary>
    public static string AddressFor(string here) => $"{Path}?returnUrl={Uri.EscapeDataString(here)}";
}
