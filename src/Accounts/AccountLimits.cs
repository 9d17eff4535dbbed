using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace HeymarketPortal.Accounts;

/// <summary>How often one address prefix may post to the account pages. Looking at them is free.</summary>
internal static class AccountLimits
{
    public const string Posts = "account-posts";
    private const int PostsPerMinute = 30;

    public static void Configure(RateLimiterOptions limiter, IConfiguration configuration)
    {
        var permits = configuration.GetValue("Accounts:PostsPerMinute", PostsPerMinute);
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (context, stop) => new(TellAsync(context.HttpContext.Response, stop));
        limiter.AddPolicy(Posts, http => HttpMethods.IsPost(http.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(
                AddressPrefix.Of(http.Connection.RemoteIpAddress), _ => new() { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter(""));
    }

    private static Task TellAsync(HttpResponse response, CancellationToken stop)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.RetryAfter = "60";
        return response.WriteAsync("""
            <!DOCTYPE html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Too many tries · Heymarket Portal</title>
              <script src="/theme.js"></script>
              <link rel="stylesheet" href="/app.css">
              <link rel="icon" type="image/svg+xml" href="/favicon.svg">
            </head>
            <body>
              <div class="door">
                <header><span class="mark">Heymarket Portal</span></header>
                <main class="gate">
                  <div class="card">
                    <div>
                      <h1>Too many tries</h1>
                      <p class="two">There were too many forms from your network in a minute. Nothing was done. Wait a minute, then go back and try again.</p>
                    </div>
                  </div>
                </main>
                <footer></footer>
              </div>
            </body>
            </html>
            """, stop);
    }
}
