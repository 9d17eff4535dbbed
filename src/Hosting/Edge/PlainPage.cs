using System.Text.Encodings.Web;

namespace HeymarketPortal.Hosting;

/// <summary>A page for when the application itself may not or cannot answer.</summary>
internal static class PlainPage
{
    public static Task WriteAsync(HttpContext http, int status, string title, string text)
    {
        var encode = HtmlEncoder.Default;
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
            <title>{encode.Encode(title)} · Heymarket Portal</title>
            <style>body {"{"} font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 20vh auto; padding: 0 1rem {"}"}</style>
            </head>
            <body><main><h1>{encode.Encode(title)}</h1><p>{encode.Encode(text)}</p></main></body>
            </html>
            """, http.RequestAborted);
    }
}
