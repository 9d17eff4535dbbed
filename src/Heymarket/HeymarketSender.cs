using System.Net.Http.Headers;
using HeymarketPortal.Heymarket.Wire;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Heymarket;

/// <summary>Carries one claimed send to Heymarket and tells what was seen. Never tries again: that is the ledger's decision.</summary>
public sealed class HeymarketSender(HeymarketWire wire)
{
    private const int LongestBody = 64 * 1024;
    private const int LongestEvidence = 4_000;

    /// <param name="stop">The portal stops. What this interrupts is a failure like any other.</param>
    public async Task<Observation> SendAsync(Claim claim, CancellationToken stop)
    {
        using var body = new ByteArrayContent(claim.Body);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var call = HeymarketCall.With(claim.ApiKeyId, claim.Sandbox);
        return Seen(await wire.AskAsync(call, (api, limit) => api.SendAsync(call, body, limit), stop, LongestBody));
    }

    private static Observation Seen(HeymarketReply reply) => new()
    {
        Status = reply.Status,
        Body = reply.Body.Length == 0 ? null : reply.Body[..Math.Min(reply.Body.Length, LongestEvidence)],
        RequestId = reply.RequestId,
        RetryAfter = reply.Status == 429 ? reply.RetryAfter : null,
        // For stops nothing left, whatever the flag; for refusals the status says all, even when the rest of the answer is lost.
        Left = reply.Stopped is null && reply.Left,
        Failure = reply.Stopped switch
        {
            Stopped.SandboxOff => Failure.SandboxOff,
            Stopped.KeySealed => Failure.KeySealed,
            Stopped.KeyUnread => Failure.KeyUnread,
            _ => reply.Status is null or (>= 200 and < 300) ? reply.Failure : null,
        },
        Receipt = reply.Succeeded ? WireReceipt.Read(reply.Body) : null,
        Message = reply.Status >= 400 ? WireRefusal.Read(reply.Body) : null,
    };
}
