using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using HeymarketPortal.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace HeymarketPortal.Tests.Sandbox;

/// <summary>A real Kestrel with nothing but the sandbox, its file in a folder of its own.</summary>
public sealed class SandboxHost : IAsyncDisposable
{
    public const string Key = "sbx_test_clinic_a1b2";

    private readonly WebApplication app;
    private readonly DirectoryInfo folder;
    private readonly bool ownsFolder;

    private SandboxHost(WebApplication app, DirectoryInfo folder, bool ownsFolder, FakeTimeProvider time) =>
        (this.app, this.folder, this.ownsFolder, Time) = (app, folder, ownsFolder, time);

    public FakeTimeProvider Time { get; }

    public Uri Address => new(app.Urls.Single());

    public DirectoryInfo Folder => folder;

    public SandboxSwitches Switches
    {
        get => app.Services.GetRequiredService<SwitchBoard>().Current;
        set => app.Services.GetRequiredService<SwitchBoard>().Current = value;
    }

    /// <param name="folder">Of an earlier host, to see what is remembered over a restart.</param>
    public static async Task<SandboxHost> StartAsync(
        DirectoryInfo? folder = null, string environment = "Development", params (string Name, string Value)[] settings)
    {
        var root = folder ?? Directory.CreateTempSubdirectory("sandbox-");
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = root.FullName, EnvironmentName = environment });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        builder.Configuration.AddInMemoryCollection(settings.Select(one => KeyValuePair.Create<string, string?>(one.Name, one.Value)));
        var time = new FakeTimeProvider(new(2026, 3, 2, 18, 4, 5, TimeSpan.Zero));
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSandbox(builder.Configuration);
        var app = builder.Build();
        app.UseRouting();
        app.MapSandbox();
        await app.StartAsync();
        return new(app, root, folder is null, time);
    }

    /// <param name="key">Null: no credentials at all.</param>
    public HttpClient Client(string? key = Key)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(1) };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        }

        return client;
    }

    public async Task<JsonNode> GetAsync(string path, string? key = Key)
    {
        using var client = Client(key);
        return JsonNode.Parse(await client.GetStringAsync($"/sandbox/heymarket{path}"))!;
    }

    public async Task<HttpResponseMessage> PostAsync(string path, object body, string? key = Key)
    {
        using var client = Client(key);
        return await client.PostAsJsonAsync($"/sandbox/heymarket{path}", body, JsonSerializerOptions.Default);
    }

    public Task<HttpResponseMessage> SendAsync(object body, string? key = Key) => PostAsync("/v1/message/send", body, key);

    /// <summary>An inbox, a member of it and a free number: what a good send begins with.</summary>
    public async Task<JsonObject> GoodSendAsync(string? key = Key, int inbox = 0)
    {
        var first = (await GetAsync("/v1/inboxes", key))[inbox]!;
        return new()
        {
            ["inbox_id"] = (long)first["id"]!,
            ["creator_id"] = (long)first["members"]![0]!,
            ["phone_number"] = "15105550177",
            ["text"] = "See you Tuesday.",
            ["local_id"] = Guid.NewGuid().ToString(),
        };
    }

    public async Task<JsonArray> ReceivedAsync()
    {
        using var client = Client(null);
        return JsonNode.Parse(await client.GetStringAsync("/sandbox/received"))!.AsArray();
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        if (ownsFolder)
        {
            folder.Delete(recursive: true);
        }
    }
}

public static class Reading
{
    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

    public static IEnumerable<string> Names(this JsonNode node) => node.AsObject().Select(pair => pair.Key);
}
