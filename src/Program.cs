using HeymarketPortal;
using HeymarketPortal.Sandbox;
using HeymarketPortal.Ui;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Services.AddCascadingAuthenticationState();
builder.Services.AddAuthorization();
builder.Services.AddUi();
builder.Services.AddSandbox(builder.Configuration);
var app = builder.Build();
app.UseWhen(http => !http.Request.Path.StartsWithSegments("/sandbox"), pages => pages.UseStatusCodePagesWithReExecute("/not-found"));
app.UseAntiforgery();
app.MapSandbox();
app.MapGet("/", () => "Heymarket Portal");
app.MapStaticAssets();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
app.Run();
