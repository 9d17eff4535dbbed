using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace HeymarketPortal.Accounts;

/// <summary>The session's cookie, held against its row with every request.</summary>
internal static class Session
{
    public const string Cookie = "__Host-portal";
    public const string SignInPath = "/account/login";
    public const string ReturnUrl = "returnUrl";
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    public static void Configure(CookieAuthenticationOptions options)
    {
        Guard(options.Cookie, Cookie);
        options.ExpireTimeSpan = Lasts;
        options.SlidingExpiration = false;
        options.LoginPath = SignInPath;
        options.ReturnUrlParameter = ReturnUrl;
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (await http.RequestServices.GetRequiredService<Sessions>().CheckAsync(context.Principal, SessionEndpoint.IsActivity(http.Request)) is { } ends)
        {
            http.Features.Set(ends);
            return;
        }
        context.RejectPrincipal();
        await http.SignOutAsync(context.Scheme.Name);
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
