using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Heymarket.Wire;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Hooks;

/// <summary>
/// Works stored events off. Each may be worked twice, after a crash in between, and ends the same. An event may confirm a send or
/// stop one that Heymarket has already; it never makes one.
/// </summary>
public sealed class HookWork(HookLog log, LedgerEvidence ledger, OptOuts optOuts, ILogger<HookWork> to)
{
    private const int Batch = 100;

    /// <summary>Works off what is open.</summary>
    /// <returns>Whether something has to wait and be tried again.</returns>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        var (last, waits) = (0L, false);
        HashSet<long> teams = [];
        while (!stop.IsCancellationRequested && await log.OpenAsync(last, Batch, stop) is [.., { Id: var end }] batch)
        {
            foreach (var hook in batch)
            {
                waits |= !await WorkAsync(hook);
                teams.Add(hook.TeamId);
            }
            last = end;
        }
        await log.PruneAsync(teams);
        return waits;
    }

    private async Task<bool> WorkAsync(HookEvent hook)
    {
        if (await NoteAsync(hook) is not { } note)
        {
            return false;
        }
        await log.DoneAsync(hook, note);
        // Neither the note nor the body: they may hold numbers.
        to.LogInformation("Event {HookId} of team {TeamId}, {Type}, is worked off", hook.Id, hook.TeamId, hook.Type);
        return true;
    }

    /// <returns>What it led to; null when it is too early to tell.</returns>
    private async Task<string?> NoteAsync(HookEvent hook) => WireHooks.Read(hook.Body) switch
    {
        { Type: HookCall.MessageSent, Message: { } message } => await SentAsync(hook.TeamId, message),
        { Type: HookCall.OptOut, Phone: { } number, At: var at } => await optOuts.AddAsync(hook.TeamId, number, at)
            ? $"{PhoneNumber.Display(number)} opted out: no more texts to it."
            : $"{PhoneNumber.Display(number)} had opted out already.",
        { Type: HookCall.OptIn, Phone: { } number, At: var at } => await optOuts.RemoveAsync(hook.TeamId, number, at)
            ? $"{PhoneNumber.Display(number)} opted in again: texts may go to it."
            : $"{PhoneNumber.Display(number)} was not opted out here.",
        { Type: HookCall.MessageSent or HookCall.OptOut or HookCall.OptIn } => "It names no message and no number. Nothing was done.",
        _ => "Kept. The portal does nothing with it.",
    };

    private async Task<string?> SentAsync(long teamId, Message message)
    {
        if (await ledger.FindAsync(teamId, message.LocalId, message.Id) is not { } wanted)
        {
            // Without its local id only the answer that is still to come tells whose message it is.
            return message.LocalId is null && await ledger.AnyUnderWayAsync(teamId) ? null : "Not sent through this portal.";
        }
        switch (wanted.State)
        {
            case SendState.Sending:
                return null;
            case SendState.Accepted or SendState.Unknown or SendState.NotFound or SendState.Closed:
                await ledger.FoundAsync(wanted, EvidenceSource.Webhook, SightingOf(message, wanted), requestId: null);
                return wanted.State == SendState.Accepted ? Told(wanted, message) : $"Text {wanted.SendId} was in doubt: Heymarket has it.";
            case SendState.Queued or SendState.Held or SendState.Scheduled:
                return await ledger.StopAsync(wanted, message.Id, "Heymarket told by webhook that it has this text already.")
                    ? $"Text {wanted.SendId} waited to be tried again, and Heymarket has it: stopped."
                    : null;
            default:
                await ledger.KeepAsync(wanted, EvidenceSource.Webhook, SightingOf(message, wanted));
                return $"Heymarket has text {wanted.SendId}, which the portal holds for {wanted.State}.";
        }
    }

    private static string Told(Wanted wanted, Message message) => DeliveryOf(message, wanted) switch
    {
        Delivery.Delivered => $"Text {wanted.SendId} was delivered.",
        Delivery.Failed => $"Text {wanted.SendId} was not delivered.",
        Delivery.OptedOut => $"Text {wanted.SendId} was not delivered: the number opted out.",
        _ => $"Text {wanted.SendId} is known as accepted already.",
    };

    private static Sighting SightingOf(Message message, Wanted wanted) => new(message.Id, message.Date, DeliveryOf(message, wanted),
        $"Message {message.Id}{(message.Status is { } status ? $", {status}" : "")}{(message.Date is { } date ? $", {date.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC" : "")}: {message.Text ?? "without text"}");

    // One recipient's delivery is not the list's.
    private static Delivery? DeliveryOf(Message message, Wanted wanted) => wanted.Content.ListId is null ? message.Delivery : null;
}
