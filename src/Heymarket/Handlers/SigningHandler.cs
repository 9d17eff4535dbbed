using System.Data.Common;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Heymarket.Handlers;

/// <summary>The one place where a stored API key is opened: for as long as it takes to write one header.</summary>
internal sealed class SigningHandler(ApiKeys keys, TimeProvider time, ILogger<SigningHandler> log) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = HeymarketCall.Of(request);
        string? bearer;
        try
        {
            bearer = await BearerAsync(call);
        }
        catch (DbException failed)
        {
            // Told as what it is: to whoever waits for the answer, an exception could as well come from a request that has left.
            log.KeyUnread(failed, call.ApiKeyId);
            return call.Stop(Stopped.KeyUnread);
        }
        if (bearer is null)
        {
            return call.Stop(Stopped.KeySealed);
        }
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            // Refit hands the request on to whoever reads the answer; the key goes no further than the wire.
            request.Headers.Authorization = null;
        }
    }

    private async Task<string?> BearerAsync(HeymarketCall call) => await CredentialsAsync(call) switch
    {
        ApiKeyCredentials.Static(var key) => key,
        ApiKeyCredentials.Secret secret => HeymarketToken.Mint(secret, time.GetUtcNow()),
        _ => null,
    };

    // "Last used" is not worth a text: a database that takes no writes for a moment leaves it as it was.
    private async Task TouchAsync(long id)
    {
        try
        {
            await keys.TouchAsync(id);
        }
        catch (DbException failed)
        {
            log.UseNotNoted(failed, id);
        }
    }

    private async Task<ApiKeyCredentials?> CredentialsAsync(HeymarketCall call)
    {
        if (call.ApiKeyId is not { } id)
        {
            return call.Typed;
        }
        try
        {
            var opened = await keys.OpenAsync(id);
            if (opened is not null)
            {
                await TouchAsync(id);
            }
            return opened;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
