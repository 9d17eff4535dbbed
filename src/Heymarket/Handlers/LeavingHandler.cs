using System.Net;

namespace HeymarketPortal.Heymarket.Handlers;

/// <summary>Notes when a request's content begins to leave: before that it certainly did not, afterwards nobody knows.</summary>
internal sealed class LeavingHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = HeymarketCall.Of(request);
        if (request.Content is { } content)
        {
            request.Content = new WatchedContent(content, call);
        }
        else
        {
            // A read has nothing to lose, and nothing to watch.
            call.Left = true;
        }
        return base.SendAsync(request, cancellationToken);
    }

    private sealed class WatchedContent : HttpContent
    {
        private readonly HttpContent _inner;
        private readonly HeymarketCall _call;

        public WatchedContent(HttpContent inner, HeymarketCall call)
        {
            (_inner, _call) = (inner, call);
            foreach (var (name, values) in inner.Headers.NonValidated)
            {
                Headers.TryAddWithoutValidation(name, values);
            }
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            // A transport that tries once more by itself would send a text twice.
            if (_call.Left)
            {
                throw new IOException("The content has left once and must not leave again.");
            }
            _call.Left = true;
            return _inner.CopyToAsync(stream, context, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _inner.Headers.ContentLength ?? 0;
            return _inner.Headers.ContentLength is not null;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _inner.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
