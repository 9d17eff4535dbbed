using HeymarketPortal.Sandbox;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSandbox(builder.Configuration);
var app = builder.Build();
app.MapSandbox();
app.MapGet("/", () => "Heymarket Portal");
app.Run();
