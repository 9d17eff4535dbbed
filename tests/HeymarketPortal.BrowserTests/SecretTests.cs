using System.Collections.Concurrent;
using System.Text;
using HeymarketPortal.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Playwright;

namespace HeymarketPortal.BrowserTests;

/// <summary>An API key goes in once. After that it is nowhere but sealed.</summary>
public sealed class SecretTests(BrowserRun run) : PortalTest(run, null)
{
    // What stands before the dot names an account of the sandbox; the secret is what follows.
    private const string Secret = "Zq7xWv3kPl9mTb5n";
    private const string Key = "sbx_canary." + Secret + "8421";

    private readonly Lines _log = new();
    private readonly ConcurrentBag<byte[]> _toServer = [];
    private readonly ConcurrentBag<byte[]> _toBrowser = [];
    private PortalHost _upstream = null!;

    protected override async Task<PortalHost> OwnPortalAsync()
    {
        _upstream = await PortalHost.StartAsync();
        return await PortalHost.StartAsync(
            services => services.AddLogging(logging => logging.AddProvider(_log).AddFilter<ConsoleLoggerProvider>(level => level >= LogLevel.Error)),
            ("Heymarket:BaseAddress", new Uri(_upstream.Address, "/sandbox/heymarket").ToString()),
            ("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft", "Trace"), ("Logging:LogLevel:System.Net.Http", "Trace"),
            ("Logging:LogLevel:HeymarketPortal", "Trace"), ("Logging:LogLevel:Quartz", "Trace"),
            ("Logging:LogLevel:Microsoft.AspNetCore.SignalR", "Trace"));
    }

    [Fact]
    public async Task A_planted_key_is_found_nowhere_but_sealed()
    {
        Page.WebSocket += (_, socket) =>
        {
            socket.FrameSent += (_, frame) => _toServer.Add(Bytes(frame));
            socket.FrameReceived += (_, frame) => _toBrowser.Add(Bytes(frame));
        };
        await GoAsync("/admin/teams");
        await Page.AddTeamAsync("Canary", "canary", Key);
        Assert.Single(_toServer, Holds);

        List<string> shown = [];
        foreach (var page in (string[])["", "/inboxes", "/people", "/compose", "/outbox", "/history", "/keys", "/members"])
        {
            await GoAsync($"/t/canary{page}");
            shown.Add(await Page.ContentAsync());
        }
        await GoAsync("/t/canary/compose");
        await Page.ChooseSenderAsync();
        await Page.SendAsync("+1 415 555 0131", "Signed with the canary");
        await Assertions.Expect(Page.FollowedState()).ToContainTextAsync("Accepted");
        shown.Add(await Page.ContentAsync());

        Assert.DoesNotContain(shown, page => page.Contains(Secret, StringComparison.Ordinal));
        Assert.Single(_toServer, Holds);
        Assert.DoesNotContain(_toBrowser, Holds);
        Assert.NotEmpty(_log.Written);
        Assert.DoesNotContain(_log.Written, line => line.Contains(Secret, StringComparison.Ordinal) || line.Contains("Signed with the canary", StringComparison.Ordinal));
        foreach (var file in new DirectoryInfo(Portal.Folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Length > 0))
        {
            Assert.False(Holds(await ReadAsync(file)), $"{file.Name} holds the key.");
        }
    }

    private static bool Holds(byte[] bytes) =>
        bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(Secret)) >= 0;

    private static byte[] Bytes(IWebSocketFrame frame) => frame.Binary ?? Encoding.UTF8.GetBytes(frame.Text ?? "");

    private static async Task<byte[]> ReadAsync(FileInfo file)
    {
        // The portal holds its files open.
        await using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    protected override async ValueTask StopAsync()
    {
        await base.StopAsync();
        await _upstream.DisposeAsync();
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _written = new();
        public IReadOnlyCollection<string> Written => _written;

        public ILogger CreateLogger(string categoryName) => this;
        public bool IsEnabled(LogLevel logLevel) => true;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _written.Enqueue($"{formatter(state, exception)} {exception}");
        public void Dispose() { }
    }
}
