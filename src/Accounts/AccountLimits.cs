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
        limiter.OnRejected = (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "60";
            return ValueTask.CompletedTask;
        };
        limiter.AddPolicy(Posts, http => HttpMethods.IsPost(http.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(
                AddressPrefix.Of(http.Connection.RemoteIpAddress), _ => new() { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter(""));
    }
}
