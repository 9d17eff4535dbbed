using HeymarketPortal;
using HeymarketPortal.Accounts;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Hooks;
using HeymarketPortal.Hosting;
using HeymarketPortal.Pages;
using HeymarketPortal.Pump;
using HeymarketPortal.Sandbox;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using HeymarketPortal.Ui;

return await CommandLine.RunAsync(args, Build, Serve);

static WebApplication Build(string[] settings)
{
    var builder = WebApplication.CreateBuilder(settings);
    var files = builder.AddHosting();
    builder.Services.AddSending(builder.Configuration);
    builder.Services.AddData(files.ConnectionString);
    builder.Services.AddTeams();
    builder.Services.AddHeymarket(builder.Configuration);
    builder.Services.AddAccounts(builder.Configuration);
    builder.Services.AddPump(builder.Configuration);
    builder.Services.AddHooks(builder.Configuration);
    builder.Services.AddPages();
    builder.Services.AddRazorComponents().AddInteractiveServerComponents();
    builder.Services.AddUi();
    builder.Services.AddSandbox(builder.Configuration);
    return builder.Build();
}

// Runs when the database is open and the master key is there, and not at all for a command.
static void Serve(WebApplication app)
{
    app.UseEdge();
    app.UseRefusals();
    app.UseRouting();
    app.UseAccounts();
    app.UseTeamGate();

    app.MapHealth();
    app.MapStaticAssets().AllowAnonymous();
    app.MapHooks();
    app.MapSandbox();
    app.MapAccounts();
    app.MapPages();
    // Compression would tell, by sizes, of what stands beside a guess: only static files are compressed.
    app.MapRazorComponents<App>().AddInteractiveServerRenderMode(circuit => circuit.DisableWebSocketCompression = true);
}
