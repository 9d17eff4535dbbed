using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;

namespace HeymarketPortal.Sandbox;

/// <summary>Where an account's webhook goes.</summary>
internal sealed record HookTarget(Uri Address, string Token);

/// <summary>
/// Calls an account's webhook as Heymarket does, on this machine only, and as unreliably as the switches say. Targets last as long as
/// the process: they are set at run time, by <c>POST /sandbox/webhooks</c>.
/// </summary>
internal sealed class HookSender(SwitchBoard board, SandboxReads reads, TimeProvider time, ILogger<HookSender> log) : IDisposable
{
    // The webhook's own id at Heymarket, the same for every call.
    private const int Id = 123;
    private static readonly TimeSpan Delivery = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, HookTarget> _targets = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };
    private int _calls;

    /// <returns>Null when set, else what is wrong with it.</returns>
    public string? Aim(SandboxAccount account, string? address, string? token)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || !uri.IsLoopback)
        {
            return "address is not one of this machine";
        }
        _targets[account.Id] = new(uri, token ?? "");
        return null;
    }

    /// <summary>Tells of a message that was taken, and of its delivery after a while.</summary>
    public void Sent(SandboxAccount account, Taken taken)
    {
        if (!_targets.ContainsKey(account.Id) || taken.Repeat || reads.Conversation(taken.Conversation) is not { IsBroadcast: false } conversation
            || reads.Messages(conversation.Id, DateTimeOffset.MaxValue.Micros(), 50).Find(row => row.Id == taken.Message) is not { } message)
        {
            return;
        }
        var switches = board.Current;
        var (first, later) = switches.WebhookReorder ? (Delivery, TimeSpan.Zero) : (TimeSpan.Zero, Delivery);
        _ = TellAsync(account, "message_sent", new MessageView(account, switches, message.At).Message(message, conversation), first);
        _ = TellAsync(account, "message_sent", new MessageView(account, switches, message.At + Delivery).Message(message, conversation), later);
    }

    public void OptedOut(SandboxAccount account, long inbox, string phone) =>
        _ = TellAsync(account, "target_opt_out", new { Id = 3301, Phone = phone, InboxId = inbox, TeamId = account.Team.Id }, TimeSpan.Zero);

    private async Task TellAsync(SandboxAccount account, string type, object data, TimeSpan after)
    {
        var switches = board.Current;
        if (!_targets.TryGetValue(account.Id, out var target) || (switches.WebhookLoseEvery > 0 && Interlocked.Increment(ref _calls) % switches.WebhookLoseEvery == 0))
        {
            return;
        }
        await Task.Delay(after + TimeSpan.FromMilliseconds(switches.WebhookDelayMs), time);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { Type = type, Id, target.Token, EventData = data }, SandboxJson.Wire);
        for (var copy = 0; copy < switches.WebhookCopies; copy++)
        {
            try
            {
                using var content = new ByteArrayContent(body);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using var answer = await _client.PostAsync(target.Address, content);
            }
            catch (Exception failed) when (failed is HttpRequestException or TaskCanceledException or ObjectDisposedException)
            {
                log.LogInformation("A webhook of the sandbox was not answered: {Failure}", failed.GetType().Name);
            }
        }
    }

    public void Dispose() => _client.Dispose();
}
