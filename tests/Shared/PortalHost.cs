using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests;

/// <summary>
/// The whole portal on a real Kestrel, with a folder, a database, a key file and a sandbox of its own, an administrator and a
/// sandbox team. A class fixture, or made in a test with settings of its own.
/// </summary>
public class PortalHost : IAsyncLifetime
{
    public const string Email = PortalClient.AdministratorEmail;
    public const string Password = PortalClient.AdministratorPassword;
    /// <summary>The slug of the team that the first run makes.</summary>
    public const string SandboxTeam = "sandbox";

    private readonly Dictionary<string, string> _settings;
    private readonly Action<IServiceCollection>? _services;
    private Factory? _factory;

    public PortalHost() : this(null) { }

    /// <param name="services">Replaces services of the portal.</param>
    /// <param name="settings">Such as <c>Sending:RequestsPerMinute</c> or <c>environment</c>; they win over those below.</param>
    protected PortalHost(Action<IServiceCollection>? services, params (string Key, string Value)[] settings)
    {
        _services = services;
        _settings = new(StringComparer.OrdinalIgnoreCase)
        {
            ["ConnectionStrings:Sqlite"] = $"Data Source={Database}",
            ["Secrets:KeyFile"] = Path.Combine(Folder, "master.key"),
            ["Sandbox:Database"] = Path.Combine(Folder, "sandbox.db"),
            ["Sandbox:Enabled"] = "true",
            ["FirstRun:Email"] = Email,
            ["FirstRun:Password"] = Password,
            ["FirstRun:SandboxTeam"] = "true",
            ["Logging:LogLevel:HeymarketPortal"] = "Warning",
        };
        foreach (var (key, value) in settings)
        {
            _settings[key] = value;
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("portal-host-").FullName;
    public string Database => Path.Combine(Folder, "portal.db");

    /// <summary>Such as <c>http://localhost:40123</c>: by that name browsers keep the Secure cookie.</summary>
    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _factory!.Services;

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Starts a portal with settings of its own. Dispose it.</summary>
    public static Task<PortalHost> StartAsync(params (string Key, string Value)[] settings) => StartAsync(null, settings);

    /// <summary>Starts a portal with some services replaced. Dispose it.</summary>
    public static async Task<PortalHost> StartAsync(Action<IServiceCollection>? services, params (string Key, string Value)[] settings)
    {
        var host = new PortalHost(services, settings);
        await host.InitializeAsync();
        return host;
    }

    public virtual ValueTask InitializeAsync()
    {
        _factory = new Factory(_settings, _services);
        _factory.UseKestrel(0);
        _factory.StartServer();
        var listened = _factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = new Uri(listened.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        return ValueTask.CompletedTask;
    }

    /// <summary>Stops the portal and starts it again on the same files, at another port.</summary>
    public async Task RestartAsync()
    {
        await _factory!.DisposeAsync();
        await InitializeAsync();
    }

    /// <summary>A browser without a screen: keeps cookies, the Secure ones too, and follows no redirect.</summary>
    public PortalClient NewClient() => new(Address);

    public virtual async ValueTask DisposeAsync()
    {
        if (_factory is not null)
        {
            await _factory.DisposeAsync();
        }
        foreach (var file in Directory.GetFiles(Folder, "*.db"))
        {
            using var connection = new SqliteConnection($"Data Source={file}");
            SqliteConnection.ClearPool(connection);
        }
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private sealed class Factory(Dictionary<string, string> settings, Action<IServiceCollection>? services) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment(settings.GetValueOrDefault("environment", "Development"));
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }
            builder.ConfigureTestServices(own =>
            {
                // Passwords are hashed slowly by intent; here that would only cost time.
                own.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1000);
                services?.Invoke(own);
            });
        }
    }
}
