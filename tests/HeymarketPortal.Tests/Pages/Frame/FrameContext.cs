using System.Globalization;
using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using HeymarketPortal.Accounts;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pages;
using HeymarketPortal.Tests.Teams;
using HeymarketPortal.Teams;
using HeymarketPortal.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using MudBlazor;

namespace HeymarketPortal.Tests.Pages.Frame;

/// <summary>
/// The portal's live pages without a browser: the real router, frame and pages on a real database, with somebody signed in.
/// </summary>
public abstract class FrameContext : BunitContext, IAsyncLifetime
{
    private BunitAuthorizationContext _signedIn = null!;

    protected TeamStage Stage { get; private set; } = null!;
    protected FakeLogCollector Logs { get; } = new();

    public async ValueTask InitializeAsync()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-US");
        Stage = await TeamStage.SetAsync(services => services.AddHeymarket(new ConfigurationBuilder().Build()).AddPages()
            .AddSingleton<AccountAdministration>().AddSingleton<AccountLinks>().AddSingleton<OpenPages>());
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(Stage.Data.Time);
        Services.AddSingleton<ILoggerFactory>(new LoggerFactory([new FakeLoggerProvider(Logs)]));
        Services.AddUi();
        Services.AddOptions().AddSingleton<OpenPages>().AddScoped<PagePlace>();
        Services.Configure<PopoverOptions>(popovers => popovers.CheckForPopoverProvider = false);
        Services.AddFallbackServiceProvider(Stage.Data.Services);
        _signedIn = AddAuthorization();
        Renderer.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    /// <summary>Signs in and opens an address, as a link from outside would.</summary>
    protected IRenderedComponent<Routes> Open(string address, Account account)
    {
        SignIn(account);
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<Routes>();
    }

    /// <summary>When whoever is signed in did so; null: just now.</summary>
    protected DateTimeOffset? SignedInAt { get; set; }

    protected void SignIn(Account account)
    {
        _signedIn.SetAuthorized(account.Email!);
        _signedIn.SetClaims(new System.Security.Claims.Claim(ClaimTypes.NameIdentifier, account.Id.ToString(CultureInfo.InvariantCulture)), FreshSignIn.ClaimFor(SignedInAt ?? Stage.Data.Time.GetUtcNow()));
    }

    protected BunitNavigationManager Navigation => Services.GetRequiredService<BunitNavigationManager>();

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await Stage.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
