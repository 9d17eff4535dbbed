using Microsoft.AspNetCore.Diagnostics;

namespace HeymarketPortal.Hosting;

/// <summary>Gives an answer that says no and nothing else its page, with the status it has.</summary>
internal static class Refusals
{
    private const string Page = "/not-found";

    // The sandbox stands for another service, whose refusals are its own.
    public static void Use(WebApplication app) => app.UseWhen(http => !http.Request.Path.StartsWithSegments("/sandbox"), pages =>
    {
        pages.UseStatusCodePagesWithReExecute(Page);
        pages.Use(AsReadAsync);
    });

    // A refused form is over: its page is read, not posted to, which would be refused for want of a token and answer 400.
    private static async Task AsReadAsync(HttpContext http, RequestDelegate next)
    {
        var asked = http.Request.Method;
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null && !HttpMethods.IsHead(asked))
        {
            http.Request.Method = HttpMethods.Get;
        }
        await next(http);
        http.Request.Method = asked;
    }
}
