using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace HeymarketPortal.Hosting;

public static class HostingPipeline
{
    /// <summary>What stands before everything else: the real address of who asks, headers, HTTPS, errors.</summary>
    public static void UseEdge(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders(SecurityHeaders.For(app.Environment));
        app.Use(PrivatePages.InvokeAsync);
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler(errors => errors.Run(http => PlainPage.WriteAsync(
                http, StatusCodes.Status500InternalServerError, "Something went wrong",
                $"Go back and try again. If it happens again, tell your administrator this reference: {http.TraceIdentifier}")));
        }
        app.UseMiddleware<HttpsRule>();
        app.Use(SocketOrigin.InvokeAsync);
    }

    /// <summary>A page for each answer that says no. Before routing, because the page is found by it.</summary>
    public static void UseRefusals(this WebApplication app) => Refusals.Use(app);

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
    }
}
