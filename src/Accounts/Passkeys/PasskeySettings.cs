using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace HeymarketPortal.Accounts;

/// <summary>
/// A passkey signs in by itself, so it has to be two factors in one: what somebody has, opened by what they know or are. One that does
/// not ask its owner is not taken.
/// </summary>
internal static class PasskeySettings
{
    private static readonly TimeSpan QuestionLasts = TimeSpan.FromMinutes(5);

    public static void Configure(IdentityPasskeyOptions options)
    {
        options.UserVerificationRequirement = "required";
        options.ResidentKeyRequirement = "required";
        options.AuthenticatorTimeout = QuestionLasts;
    }

    public static void Configure(CookieAuthenticationOptions options)
    {
        Session.Guard(options.Cookie, $"{Session.Cookie}-passkey");
        options.ExpireTimeSpan = QuestionLasts;
        options.SlidingExpiration = false;
    }
}
