using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Heymarket;

/// <summary>Puts a word to an exception of the transport. Whether the request left is not its business.</summary>
internal static class TransportFailure
{
    /// <param name="limitPassed">Whether our own limit for the whole call has passed.</param>
    /// <param name="stopping">Whether whoever asked wants no answer any more.</param>
    /// <param name="left">Whether the content had begun to leave: the same cancellation means two things.</param>
    /// <returns>Null for what is no transport failure.</returns>
    public static Failure? Of(Exception thrown, bool limitPassed, bool stopping, bool left)
    {
        var chain = Chain(thrown).ToList();
        if (chain.OfType<HttpRequestException>().FirstOrDefault() is { } http && OfHttp(http, chain) is { } told)
        {
            return told;
        }
        if (chain.OfType<OperationCanceledException>().Any())
        {
            // A connect limit and the whole limit both surface as a cancelled task.
            return limitPassed && left ? Failure.Timeout : stopping && !limitPassed ? Failure.Crash : Failure.ConnectTimeout;
        }
        return chain.Exists(e => e is IOException or HttpRequestException or SocketException) ? Failure.Reset : null;
    }

    private static Failure? OfHttp(HttpRequestException http, List<Exception> chain) => http.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => Failure.Dns,
        HttpRequestError.SecureConnectionError => Failure.Tls,
        HttpRequestError.ProxyTunnelError => Failure.Proxy,
        HttpRequestError.ConnectionError => chain.OfType<SocketException>().FirstOrDefault()?.SocketErrorCode switch
        {
            SocketError.TimedOut => Failure.ConnectTimeout,
            SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => Failure.Dns,
            _ => Failure.Refused,
        },
        _ when chain.OfType<AuthenticationException>().Any() => Failure.Tls,
        _ => null,
    };

    private static IEnumerable<Exception> Chain(Exception thrown)
    {
        for (var e = thrown; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }
}
