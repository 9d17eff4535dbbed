using HeymarketPortal.Data;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace HeymarketPortal.Accounts;

/// <summary>Ends the session of this browser. A form posts here with its antiforgery token; a link would let other sites do it.</summary>
internal static class SignOut
{
    public static async Task<IResult> HandleAsync(HttpContext http, IAntiforgery antiforgery, SignInManager<Account> session)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.LocalRedirect("~/");
        }
        await session.SignOutAsync();
        // Pages are not kept anyway; what a browser keeps of them against that goes with the session.
        http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return Results.LocalRedirect("~" + Session.SignInPath);
    }
}
