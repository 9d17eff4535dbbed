using HeymarketPortal.Data;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;

namespace HeymarketPortal.Accounts;

public static class AccountServices
{
    // OWASP's figure for PBKDF2 with SHA-512.
    private const int HashIterations = 210_000;

    /// <summary>Signing in, sessions, first run, account links. Needs <c>AddData</c> and <c>AddTeams</c>.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<FirstRunOptions>(configuration.GetSection(FirstRunOptions.Section));
        services.Configure<SessionOptions>(configuration.GetSection(SessionOptions.Section));
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashIterations);
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddIdentityCore<Account>(options => options.ClaimsIdentity.EmailClaimType = "email")
            .AddEntityFrameworkStores<PortalDbContext>()
            .AddSignInManager<AccountSignInManager>()
            .AddClaimsPrincipalFactory<AccountClaims>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, Session.Configure)
            // Nothing is kept in it yet, but Identity signs out of it when it ends a session, and fails without it.
            .AddCookie(IdentityConstants.TwoFactorRememberMeScheme, Session.ConfigureRemembered);
        // Between a passkey's question and its answer.
        services.AddAuthentication().AddCookie(IdentityConstants.TwoFactorUserIdScheme, PasskeySettings.Configure);
        services.Configure<IdentityPasskeyOptions>(PasskeySettings.Configure);
        services.AddAuthentication().AddCookie(SecondStep.Scheme, SecondStep.Configure);
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
        services.AddAntiforgery(Session.Configure);
        // What says nothing else wants somebody who is signed in; whether they may is asked by the gate before the pages.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddRateLimiter(limiter => AccountLimits.Configure(limiter, configuration));
        services.AddHttpContextAccessor();
        services.AddSingleton<AccountDirectory>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<OpenPages>();
        services.AddScoped<PagePlace>();
        services.AddScoped<CircuitHandler>(circuit => circuit.GetRequiredService<PagePlace>());
        services.AddSingleton<AccountAdministration>();
        services.AddSingleton<AccountLinks>();
        services.AddSingleton<LinkUse>();
        services.AddSingleton<SignInAttempts>();
        services.AddScoped<SignIn>();
        services.AddScoped<SecondStep>();
        services.AddScoped<Passkeys>();
        services.AddSingleton<TotpSeal>();
        services.AddSingleton<TotpSetup>();
        services.AddSingleton<SecondFactors>();
        services.AddSingleton<FirstRunCode>();
        services.AddSingleton<FirstRun>();
        services.AddSingleton<SandboxTeam>();
        return services;
    }

    /// <summary>Limits, who asks, whether they may, and forms that were not ours. After routing, before the pages.</summary>
    public static void UseAccounts(this WebApplication app)
    {
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.Use(ExpiredForm.InvokeAsync);
    }

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(PasskeyQuestions.CreationPath, PasskeyQuestions.ForNewAsync).RequireRateLimiting(AccountLimits.Posts);
        routes.MapPost(PasskeyQuestions.RequestPath, PasskeyQuestions.ForSignInAsync).AllowAnonymous().RequireRateLimiting(AccountLimits.Posts);
        routes.MapPost("/account/sign-out", SignOut.HandleAsync).AllowAnonymous().RequireRateLimiting(AccountLimits.Posts);
        routes.MapMethods(SessionEndpoint.Path, [HttpMethods.Get, HttpMethods.Post], SessionEndpoint.Answer).AllowAnonymous();
    }
}
