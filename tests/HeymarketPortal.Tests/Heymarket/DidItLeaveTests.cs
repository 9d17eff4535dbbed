using System.Net;
using System.Net.Sockets;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Heymarket;

/// <summary>Each way in which a connection fails, on real sockets: what it is called, and whether the text may have left.</summary>
public sealed class DidItLeaveTests
{
    private const string Body = """{"inbox_id":413,"text":"Hi"}""";

    [Fact]
    public async Task A_name_without_an_address_did_not_leave()
    {
        await using var stage = await HeymarketStage.SetAsync(new("http://heymarket.invalid"));
        AssertNotSent(await stage.SendAsync(Body), Failure.Dns);
    }

    [Fact]
    public async Task A_refused_connection_did_not_leave()
    {
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var stage = await HeymarketStage.SetAsync(new($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndPoint!).Port}"));
        AssertNotSent(await stage.SendAsync(Body), Failure.Refused);
    }

    [Fact]
    public async Task A_connect_timeout_did_not_leave()
    {
        // Nobody accepts, and the queue of those who wait is full: a connect hangs as behind a dead router.
        using var deaf = new Socket(SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        deaf.Listen(0);
        List<Socket> queue = [];
        for (var i = 0; i < 4; i++)
        {
            var waiting = new Socket(SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            queue.Add(waiting);
            _ = waiting.ConnectAsync(deaf.LocalEndPoint!);
        }
        await using var stage = await HeymarketStage.SetAsync(
            new($"http://127.0.0.1:{((IPEndPoint)deaf.LocalEndPoint!).Port}"), settings: ("Heymarket:ConnectSeconds", "0.3"));
        AssertNotSent(await stage.SendAsync(Body), Failure.ConnectTimeout);
        queue.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task A_server_that_speaks_no_TLS_did_not_get_it()
    {
        await using var plain = await RecordingServer.StartAsync();
        await using var stage = await HeymarketStage.SetAsync(new($"https://127.0.0.1:{plain.Address.Port}"));
        AssertNotSent(await stage.SendAsync(Body), Failure.Tls);
        Assert.Empty(plain.Requests);
    }

    [Fact]
    public async Task A_proxy_that_refuses_did_not_pass_it_on()
    {
        await using var proxy = new SocketUpstream(async (self, socket, _) =>
        {
            await self.ReadRequestAsync(socket);
            await SocketUpstream.SayAsync(socket, "HTTP/1.1 403 Forbidden\nContent-Length: 0\n\n");
        });
        await using var stage = await HeymarketStage.SetAsync(
            new("https://heymarket.invalid"), settings: ("Heymarket:Proxy", proxy.Address.OriginalString));
        AssertNotSent(await stage.SendAsync(Body), Failure.Proxy);
    }

    [Fact]
    public async Task A_reset_before_the_request_was_read_is_judged_by_whether_its_content_had_begun()
    {
        await using var upstream = new SocketUpstream((_, socket, _) =>
        {
            SocketUpstream.Reset(socket);
            return Task.CompletedTask;
        });
        await using var stage = await HeymarketStage.SetAsync(upstream.Address);
        var seen = await stage.SendAsync(Body);
        // The reset races our first byte; either way the judgement must fit what we know.
        if (seen.Left)
        {
            AssertUnknown(seen, Failure.Reset);
        }
        else
        {
            AssertNotSent(seen, seen.Failure == Failure.Refused ? Failure.Refused : Failure.Reset);
        }
        Assert.Empty(upstream.Bodies);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_cut_after_the_request_is_unknown_and_nothing_goes_twice(bool reset)
    {
        await using var upstream = new SocketUpstream(async (self, socket, _) =>
        {
            await self.ReadRequestAsync(socket);
            if (reset)
            {
                SocketUpstream.Reset(socket);
            }
        });
        await using var stage = await HeymarketStage.SetAsync(upstream.Address);
        AssertUnknown(await stage.SendAsync(Body), Failure.Reset);
        Assert.Equal([Body], upstream.Bodies);
    }

    [Fact]
    public async Task A_kept_connection_that_dies_under_the_next_send_does_not_send_it_twice()
    {
        await using var upstream = new SocketUpstream(async (self, socket, _) =>
        {
            await self.ReadRequestAsync(socket);
            await SocketUpstream.SayAsync(socket, "HTTP/1.1 200 OK\nContent-Length: 10\n\n{\"id\": 77}");
            await self.ReadRequestAsync(socket);
        });
        await using var stage = await HeymarketStage.SetAsync(upstream.Address);
        var (_, key) = await stage.AddTeamAsync();
        var first = await stage.Sender.SendAsync(HeymarketStage.ClaimOf(key, """{"n":1}"""), default);
        var second = await stage.Sender.SendAsync(HeymarketStage.ClaimOf(key, """{"n":2}"""), default);

        Assert.Equal(77, first.Receipt!.Id);
        AssertUnknown(second, Failure.Reset);
        Assert.Equal(["""{"n":1}""", """{"n":2}"""], upstream.Bodies);
    }

    [Fact]
    public async Task No_answer_in_time_is_unknown()
    {
        await using var upstream = new SocketUpstream(async (self, socket, _) =>
        {
            await self.ReadRequestAsync(socket);
            await self.HangAsync();
        });
        await using var stage = await HeymarketStage.SetAsync(upstream.Address, TimeProvider.System, ("Heymarket:WholeSeconds", "0.4"));
        AssertUnknown(await stage.SendAsync(Body), Failure.Timeout);
        Assert.Equal([Body], upstream.Bodies);
    }

    [Theory]
    [InlineData(false, Failure.Reset)]
    [InlineData(true, Failure.Timeout)]
    public async Task Half_an_answer_is_unknown_even_after_status_200(bool hang, Failure expected)
    {
        await using var upstream = new SocketUpstream(async (self, socket, _) =>
        {
            await self.ReadRequestAsync(socket);
            await SocketUpstream.SayAsync(socket, "HTTP/1.1 200 OK\nX-Request-Id: half\nContent-Length: 400\n\n{\"id\": 77}");
            if (hang)
            {
                await self.HangAsync();
            }
        });
        await using var stage = await HeymarketStage.SetAsync(upstream.Address, TimeProvider.System, ("Heymarket:WholeSeconds", "0.6"));
        var seen = await stage.SendAsync(Body);
        AssertUnknown(seen, expected);
        Assert.Equal((200, "half"), (seen.Status, seen.RequestId));
        Assert.Null(seen.Receipt);
    }

    [Fact]
    public async Task Half_a_refusal_is_a_refusal()
    {
        await using var upstream = new SocketUpstream(async (self, socket, _) =>
        {
            await self.ReadRequestAsync(socket);
            await SocketUpstream.SayAsync(socket, "HTTP/1.1 400 Bad Request\nContent-Length: 400\n\n{\"mess");
        });
        await using var stage = await HeymarketStage.SetAsync(upstream.Address);
        Assert.IsType<Outcome.Rejected>(AnswerMeaning.Of(await stage.SendAsync(Body)));
    }

    [Fact]
    public async Task The_portal_stopping_in_between_is_unknown()
    {
        using var stop = new CancellationTokenSource();
        await using var upstream = new SocketUpstream(async (self, socket, _) =>
        {
            await self.ReadRequestAsync(socket);
            await stop.CancelAsync();
            await self.HangAsync();
        });
        await using var stage = await HeymarketStage.SetAsync(upstream.Address);
        AssertUnknown(await stage.SendAsync(Body, stop.Token), Failure.Crash);
    }

    [Fact]
    public async Task The_portal_stopping_before_lets_nothing_leave()
    {
        await using var server = await RecordingServer.StartAsync();
        await using var stage = await HeymarketStage.SetAsync(server.Address);
        AssertNotSent(await stage.SendAsync(Body, new CancellationToken(canceled: true)), Failure.Crash);
        Assert.Empty(server.Requests);
    }

    private static void AssertNotSent(Observation seen, Failure failure)
    {
        Assert.Equal((failure, false), (seen.Failure, seen.Left));
        Assert.IsType<Outcome.NotSent>(AnswerMeaning.Of(seen));
    }

    private static void AssertUnknown(Observation seen, Failure failure)
    {
        Assert.Equal((failure, true), (seen.Failure, seen.Left));
        Assert.IsType<Outcome.Unknown>(AnswerMeaning.Of(seen));
    }
}
