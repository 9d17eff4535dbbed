using System.Net;
using System.Net.Sockets;
using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using HeymarketPortal.Tests.Heymarket;
using Way = HeymarketPortal.Sending.Failure;

namespace HeymarketPortal.Tests.Pump;

/// <summary>One thing that can go wrong with a send's request, and everything that must follow from it.</summary>
/// <param name="State">Where the send stands afterwards.</param>
/// <param name="Outcome">The attempt's word for it.</param>
public sealed record Fault(string Name, SendState State, string Outcome)
{
    /// <summary>What the upstream writes once it has read the request; null where it says nothing.</summary>
    public string? Answer { get; init; }
    /// <summary>How the connection ends.</summary>
    public Ending Ending { get; init; }
    /// <summary>What <c>GET /v1/inboxes</c> answers when it is asked whether the key works.</summary>
    public int Probe { get; init; } = 200;

    public Way? Failure { get; init; }
    public int? Status { get; init; }
    /// <summary>What is kept of the answer.</summary>
    public string? Evidence { get; init; }
    /// <summary>Requests to send that the upstream read whole.</summary>
    public int Sends { get; init; } = 1;
    public int Probes { get; init; }
    /// <summary>Whether the whole rate key pauses.</summary>
    public bool Pauses { get; init; }
    /// <summary>For how long, when Heymarket said.</summary>
    public int? Seconds { get; init; }
    public bool KeyTrouble { get; init; }

    private const string Good = """{"id":9980041,"date":"2026-03-02T18:04:05.123456Z","gallery_url":""}""";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("none", SendState.Accepted, "Accepted") { Answer = Http(200, Good), Status = 200 },

        // It did not leave.
        NotLeft("DNS failure", Way.Dns, Ending.NoName),
        NotLeft("connection refused", Way.Refused, Ending.Refused),
        NotLeft("connect hang", Way.ConnectTimeout, Ending.Deaf),
        NotLeft("TLS failure", Way.Tls, Ending.NoTls),
        NotLeft("proxy refusal", Way.Proxy, Ending.ProxyRefuses),
        Answered(429, SendState.Queued, "NotSent") with { Pauses = true },
        Answered(429, SendState.Queued, "NotSent", "Retry-After: 17\n") with { Name = "429 with Retry-After", Pauses = true, Seconds = 17 },

        // Refused.
        Answered(400, SendState.Rejected, "Rejected"),
        Answered(404, SendState.Rejected, "Rejected"),
        Answered(413, SendState.Rejected, "Rejected"),
        Answered(422, SendState.Rejected, "Rejected"),
        Answered(401, SendState.Queued, "NotSent") with { Name = "401 of a key that works", Probes = 1 },
        Answered(403, SendState.Rejected, "Rejected") with { Name = "403 of a key that works", Probes = 1 },
        Answered(401, SendState.Held, "KeyRefused") with { Name = "401 of a refused key", Probe = 401, Probes = 1, KeyTrouble = true },
        Answered(403, SendState.Held, "KeyRefused") with { Name = "403 of a refused key", Probe = 403, Probes = 1, KeyTrouble = true },
        Answered(401, SendState.Queued, "NotSent") with { Name = "401 and no answer about the key", Probe = 503, Probes = 1, Pauses = true },
        Answered(403, SendState.Queued, "NotSent") with { Name = "403 and no answer about the key", Probe = 503, Probes = 1, Pauses = true },

        // Nobody knows.
        Answered(408, SendState.Unknown, "Unknown"),
        Answered(500, SendState.Unknown, "Unknown"),
        Answered(502, SendState.Unknown, "Unknown"),
        Answered(503, SendState.Unknown, "Unknown"),
        Answered(504, SendState.Unknown, "Unknown"),
        Answered(418, SendState.Unknown, "Unknown") with { Name = "a status of no source" },
        Answered(302, SendState.Unknown, "Unknown", "Location: /v1/message/send\n") with { Name = "302" },
        Answered(307, SendState.Unknown, "Unknown", "Location: /v1/message/send\n") with { Name = "307" },
        Answered(308, SendState.Unknown, "Unknown", "Location: /v1/message/send\n") with { Name = "308" },
        new("200 without id", SendState.Unknown, "Unknown") { Answer = Http(200, "{}"), Status = 200, Evidence = "{}" },
        new("200 with HTML", SendState.Unknown, "Unknown") { Answer = Http(200, "<html>Welcome</html>"), Status = 200, Evidence = "<html>Welcome</html>" },
        new("200 with nothing", SendState.Unknown, "Unknown") { Answer = Http(200, ""), Status = 200 },
        new("half a body", SendState.Unknown, "Unknown") { Answer = Http(200, "{\"id\": 77}", 400), Status = 200, Failure = Way.Reset },
        new("reset before accept", SendState.Unknown, "Unknown") { Ending = Ending.ResetEarly, Failure = Way.Reset, Sends = 0 },
        new("reset after accept", SendState.Unknown, "Unknown") { Ending = Ending.Reset, Failure = Way.Reset },
        new("end after accept", SendState.Unknown, "Unknown") { Failure = Way.Reset },
        new("hang", SendState.Unknown, "Unknown") { Ending = Ending.Hang, Failure = Way.Timeout },
    ];

    public static string Http(int status, string body, int? length = null, string more = "") =>
        $"HTTP/1.1 {status} {(HttpStatusCode)status}\nX-Request-Id: req-9\nConnection: close\n{more}Content-Length: {length ?? body.Length}\n\n{body}";

    private static Fault Answered(int status, SendState state, string outcome, string more = "")
    {
        var body = $$"""{"message":"said {{status}} of 15105550142"}""";
        return new Fault($"{status}", state, outcome) { Answer = Http(status, body, more: more), Status = status, Evidence = body };
    }

    private static Fault NotLeft(string name, Way failure, Ending ending) =>
        new(name, SendState.Queued, "NotSent") { Ending = ending, Failure = failure, Sends = 0, Pauses = true };

    /// <summary>Asserts what the attempt wrote down.</summary>
    public void Check(Attempt attempt)
    {
        Assert.NotNull(attempt.EndedAt);
        Assert.Equal((Outcome, Failure, Status, Evidence), (attempt.Outcome, attempt.Failure, attempt.HttpStatus, attempt.Evidence));
        Assert.Equal(Status is null ? null : "req-9", attempt.RequestId);
        Assert.Equal(State == SendState.Accepted, attempt.Reason is null);
    }
}

/// <summary>What becomes of the connection.</summary>
public enum Ending
{
    Close, Reset, ResetEarly, Hang, NoName, Refused, Deaf, NoTls, ProxyRefuses,
}

/// <summary>An upstream that acts out a fault until it is healed, and counts what reached it.</summary>
public sealed class FaultyUpstream : IAsyncDisposable
{
    private readonly List<Socket> _held = [];
    private readonly SocketUpstream _socket;
    private readonly Fault _fault;
    private int _probes;

    public FaultyUpstream(Fault fault)
    {
        _fault = fault;
        _socket = new SocketUpstream((_, socket, _) => ServeAsync(socket));
    }

    public bool Healed { get; set; }
    public int Probes => _probes;
    public IReadOnlyList<string> Sends => [.. _socket.Bodies.Where(body => body.Length > 0)];
    /// <summary>Set when a request waits for an answer that never comes.</summary>
    public TaskCompletionSource Hanging { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public (string Key, string Value)[] Settings => _fault.Ending switch
    {
        Ending.NoName => [Base("http://heymarket.invalid")],
        Ending.Refused => [Base($"http://127.0.0.1:{PortOf(listens: false)}")],
        Ending.Deaf => [Base($"http://127.0.0.1:{PortOf(listens: true)}"), ("Heymarket:ConnectSeconds", "0.2")],
        Ending.NoTls => [Base($"https://127.0.0.1:{_socket.Address.Port}")],
        Ending.ProxyRefuses => [Base("https://heymarket.invalid"), ("Heymarket:Proxy", _socket.Address.OriginalString)],
        _ => [Base(_socket.Address.OriginalString)],
    };

    private static (string, string) Base(string address) => ("Heymarket:BaseAddress", address);

    // Taken, and nobody listens; or nobody accepts and the queue of those who wait is full, as behind a dead router.
    private int PortOf(bool listens)
    {
        var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _held.Add(taken);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (listens)
        {
            taken.Listen(0);
            for (var i = 0; i < 4; i++)
            {
                var waiting = new Socket(SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
                _held.Add(waiting);
                _ = waiting.ConnectAsync(taken.LocalEndPoint!);
            }
        }
        return ((IPEndPoint)taken.LocalEndPoint!).Port;
    }

    private async Task ServeAsync(Socket socket)
    {
        if (!Healed && _fault.Ending is Ending.NoTls or Ending.ResetEarly)
        {
            await socket.ReceiveAsync(new byte[1]);
            if (_fault.Ending == Ending.ResetEarly)
            {
                SocketUpstream.Reset(socket);
                return;
            }
            await SocketUpstream.SayAsync(socket, Fault.Http(400, "This is no TLS."));
            return;
        }
        var body = await _socket.ReadRequestAsync(socket);
        if (_fault.Ending == Ending.ProxyRefuses)
        {
            await SocketUpstream.SayAsync(socket, Fault.Http(403, ""));
        }
        else if (body is "")
        {
            Interlocked.Increment(ref _probes);
            await SocketUpstream.SayAsync(socket, Fault.Http(_fault.Probe, "[]"));
        }
        else if (Healed)
        {
            await SocketUpstream.SayAsync(socket, Fault.Http(200, """{"id":9980042}"""));
        }
        else
        {
            await MisbehaveAsync(socket);
        }
    }

    private async Task MisbehaveAsync(Socket socket)
    {
        if (_fault.Answer is { } answer)
        {
            await SocketUpstream.SayAsync(socket, answer);
        }
        if (_fault.Ending == Ending.Reset)
        {
            SocketUpstream.Reset(socket);
        }
        if (_fault.Ending == Ending.Hang)
        {
            Hanging.SetResult();
            await _socket.HangAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _socket.DisposeAsync();
        _held.ForEach(socket => socket.Dispose());
    }
}
