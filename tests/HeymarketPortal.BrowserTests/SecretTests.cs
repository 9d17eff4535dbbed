using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.IO.Compression;
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
        using var meters = new Meters();
        Page.WebSocket += (_, socket) =>
        {
            socket.FrameSent += (_, frame) => _toServer.Add(Bytes(frame));
            socket.FrameReceived += (_, frame) => _toBrowser.Add(Bytes(frame));
        };
        await GoAsync("/admin/teams");
        await Page.AddTeamAsync("Canary", "canary", Key);
        Assert.Single(_toServer, Holds);

        List<string> shown = [];
        foreach (var page in (string[])["", "/inboxes", "/people", "/compose", "/outbox", "/history", "/keys", "/members", "/settings", "/audit"])
        {
            await GoAsync($"/t/canary{page}");
            shown.Add(await Page.ContentAsync());
        }
        await GoAsync("/t/canary/compose");
        await Page.ChooseSenderAsync();
        await Page.SendAsync("+1 415 555 0131", "Signed with the canary");
        await Assertions.Expect(Page.FollowedState()).ToContainTextAsync("Accepted");
        shown.Add(await Page.ContentAsync());
        shown.AddRange(await ExportedAsync());
        meters.Read();

        Assert.DoesNotContain(meters.Written, line => line.Contains(Secret, StringComparison.Ordinal) || line.Contains("4155550131", StringComparison.Ordinal));
        Assert.Contains(meters.Written, line => line.StartsWith("portal.attempts", StringComparison.Ordinal));
        Assert.DoesNotContain(shown, page => page.Contains(Secret, StringComparison.Ordinal));
        Assert.Single(_toServer, Holds);
        Assert.DoesNotContain(_toBrowser, Holds);
        Assert.NotEmpty(_log.Written);
        Assert.DoesNotContain(_log.Written, line => line.Contains(Secret, StringComparison.Ordinal) || line.Contains("Signed with the canary", StringComparison.Ordinal)
            || line.Contains("4155550131", StringComparison.Ordinal));
        foreach (var file in new DirectoryInfo(Portal.Folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Length > 0))
        {
            Assert.False(Holds(await ReadAsync(file)), $"{file.Name} holds the key.");
        }
    }

    // Both files of the history, the sheet unpacked.
    private async Task<IReadOnlyList<string>> ExportedAsync()
    {
        var csv = await (await Page.APIRequest.GetAsync($"{Portal.Address}t/canary/history/export?format=csv")).TextAsync();
        var xlsx = await (await Page.APIRequest.GetAsync($"{Portal.Address}t/canary/history/export?format=xlsx")).BodyAsync();
        Assert.Contains("Signed with the canary", csv, StringComparison.Ordinal);
        using var parts = new ZipArchive(new MemoryStream(xlsx));
        return [csv, .. parts.Entries.Select(part => new StreamReader(part.Open()).ReadToEnd())];
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

    /// <summary>Everything that any meter of the process tells while the test runs.</summary>
    private sealed class Meters : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<string> _written = new();

        public Meters()
        {
            _listener.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
            _listener.SetMeasurementEventCallback<long>(Hear);
            _listener.SetMeasurementEventCallback<int>(Hear);
            _listener.SetMeasurementEventCallback<double>(Hear);
            _listener.Start();
        }

        public IReadOnlyCollection<string> Written => _written;

        public void Read() => _listener.RecordObservableInstruments();

        public void Dispose() => _listener.Dispose();

        private void Hear<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        {
            var line = new StringBuilder(instrument.Name);
            foreach (var tag in tags)
            {
                line.Append(' ').Append(tag.Key).Append('=').Append(tag.Value);
            }
            _written.Enqueue(line.ToString());
        }
    }
}
