namespace HeymarketPortal.Hosting;

/// <summary>What the browser is told about every answer.</summary>
internal static class SecurityHeaders
{
    private const int Year = 365 * 24 * 60 * 60;

    private static readonly string[] NotUsed =
        ["accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb"];

    public static HeaderPolicyCollection For(IHostEnvironment environment)
    {
        var headers = new HeaderPolicyCollection()
            .AddContentSecurityPolicy(csp => Fill(csp, environment))
            .AddFrameOptionsDeny()
            .AddContentTypeOptionsNoSniff()
            // Addresses of account links hold their token: they go to no other site.
            .AddReferrerPolicySameOrigin()
            .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
            .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
            .AddCustomHeader("Permissions-Policy", string.Join(", ", NotUsed.Select(feature => feature + "=()")))
            .RemoveServerHeader();
        return environment.IsProduction() ? headers.AddStrictTransportSecurityMaxAge(Year) : headers;
    }

    private static void Fill(CspBuilder csp, IHostEnvironment environment)
    {
        csp.AddDefaultSrc().Self();
        csp.AddScriptSrc().Self();
        // MudBlazor sets style attributes.
        csp.AddStyleSrc().Self().UnsafeInline();
        // A preview shows the image of a media URL, which is on any host.
        csp.AddImgSrc().Self().Data().From("https:");
        var connect = csp.AddConnectSrc().Self();
        if (environment.IsDevelopment())
        {
            // dotnet watch reloads the page over a socket on a port of its own.
            connect.From("ws://localhost:*").From("wss://localhost:*");
        }
        // Blazor needs its base element.
        csp.AddBaseUri().Self();
        csp.AddFrameAncestors().None();
        csp.AddObjectSrc().None();
        csp.AddFormAction().Self();
    }
}
