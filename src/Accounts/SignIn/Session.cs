using System.Security.Claims;
using HeymarketPortal.Teams;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace HeymarketPortal.Accounts;

/// <summary>The session's cookie, and how often it is held against the account.</summary>
internal static class Session
{
    public const string Cookie = "__Host-portal";
    public const string SignInPath = "/account/login";
    public const string ReturnUrl = "returnUrl";
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(12);
    public static readonly TimeSpan CheckEvery = TimeSpan.FromMinutes(1);

    public static void Configure(CookieAuthenticationOptions options)
    {
        Guard(options.Cookie, Cookie);
        options.ExpireTimeSpan = Lasts;
        options.SlidingExpiration = false;
        options.LoginPath = SignInPath;
        options.ReturnUrlParameter = ReturnUrl;
        options.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
    }

    // The principal is made anew once a minute; that is no sign-in.
    public static void Configure(SecurityStampValidatorOptions options)
    {
        options.ValidationInterval = CheckEvery;
        options.OnRefreshingPrincipal = refreshing =>
        {
            (refreshing.NewPrincipal?.Identity as ClaimsIdentity)?.AddClaims(FreshSignIn.ClaimsOf(refreshing.CurrentPrincipal));
            return Task.CompletedTask;
        };
    }

    public static void ConfigureRemembered(CookieAuthenticationOptions options) => Guard(options.Cookie, $"{Cookie}-second");

    internal static void Guard(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.Path = "/";
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = CookieSecurePolicy.Always;
    }

    // Not Secure on http://localhost: antiforgery refuses to work there otherwise. It is no secret of the session.
    public static void Configure(AntiforgeryOptions options)
    {
        options.Cookie.Name = "portal-form";
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.SuppressXFrameOptionsHeader = true;
    }
}
