using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace HeymarketPortal.Accounts;

/// <summary>What the browser asks a passkey: each question once, for five minutes, in a cookie that only the portal reads.</summary>
internal static class PasskeyQuestions
{
    public const string CreationPath = "/account/passkey/new";
    public const string RequestPath = "/account/passkey/sign-in";
    private const string Json = "application/json";

    public static async Task<IResult> ForNewAsync(HttpContext http, IAntiforgery antiforgery, AccountDirectory accounts, SignInManager<Account> session, TimeProvider time)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.BadRequest();
        }
        if (!FreshSignIn.IsFresh(FreshSignIn.Of(http.User), time) || CurrentAccount.Of(http.User) is not { } me || await accounts.FindAsync(me.Id) is not { DisabledAt: null } account)
        {
            return Results.Forbid();
        }
        return Results.Content(await session.MakePasskeyCreationOptionsAsync(new() { Id = $"{account.Id}", Name = account.Email!, DisplayName = account.Name }), Json);
    }

    // It names no account: the passkeys of this device offer themselves, and nobody learns who has one.
    public static async Task<IResult> ForSignInAsync(HttpContext http, IAntiforgery antiforgery, SignInManager<Account> session) =>
        await antiforgery.IsRequestValidAsync(http) ? Results.Content(await session.MakePasskeyRequestOptionsAsync(null), Json) : Results.BadRequest();
}
