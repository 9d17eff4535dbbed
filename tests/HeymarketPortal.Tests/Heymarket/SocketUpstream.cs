using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HeymarketPortal.Tests.Heymarket;

/// <summary>A bare socket that misbehaves as the test says, and counts the request bodies that came through whole.</summary>
public sealed class SocketUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _bodies = new();
    private readonly Func<Socket, int, Task> _serve;
    private readonly Task _accepting;

    /// <param name="serve">Gets each connection and its number, counted from 1.</param>
    public SocketUpstream(Func<SocketUpstream, Socket, int, Task> serve)
    {
        _serve = (socket, number) => serve(this, socket, number);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
    public IReadOnlyList<string> Bodies => [.. _bodies];

    /// <summary>Reads one request to its end and writes its body down.</summary>
    /// <returns>The body; null when the connection ended before.</returns>
    public async Task<string?> ReadRequestAsync(Socket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer, _stop.Token);
            if (read == 0)
            {
                return null;
            }
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            var (head, _, body) = Split(text.ToString());
            var length = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
            if (head.Length > 0 && body.Length >= int.Parse(length?.Split(':')[1] ?? "0", null))
            {
                _bodies.Enqueue(body);
                return body;
            }
        }
    }

    public static Task SayAsync(Socket socket, string raw) => socket.SendAsync(Encoding.UTF8.GetBytes(raw.ReplaceLineEndings("\r\n")));

    /// <summary>Closes so that the other side sees a reset, not an end.</summary>
    public static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    /// <summary>Waits until the test is over.</summary>
    public Task HangAsync() => Task.Delay(Timeout.Infinite, _stop.Token);

    private async Task AcceptAsync()
    {
        List<Task> open = [];
        for (var number = 1; !_stop.IsCancellationRequested; number++)
        {
            try
            {
                open.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token), number));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                break;
            }
        }
        await Task.WhenAll(open);
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        try
        {
            using (socket)
            {
                await _serve(socket, number);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The other side has gone, or the test is over.
        }
    }

    private static (string Head, string Gap, string Body) Split(string text)
    {
        var at = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return at < 0 ? ("", "", "") : (text[..at], "\r\n\r\n", text[(at + 4)..]);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
        _listener.Dispose();
    }
}
