using System.Globalization;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket.Wire;
using HeymarketPortal.Hooks;
using HeymarketPortal.Sending;
using HeymarketPortal.Tests.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace HeymarketPortal.Tests.Hooks;

/// <summary>A team that Heymarket tells of things, on a real database.</summary>
public sealed class HookStage : IAsyncDisposable
{
    public const long MessageId = 9980041;

    private HookStage(LedgerStage ledger) => Ledger = ledger;

    public LedgerStage Ledger { get; }
    public TestDatabase Test => Ledger.Test;
    public long TeamId => Ledger.Team.Id;
    public HookLog Log => Test.Get<HookLog>();
    public HookWork Work => new(Log, Test.Get<LedgerEvidence>(), Test.Get<OptOuts>(), NullLogger<HookWork>.Instance);

    public static async Task<HookStage> SetAsync()
    {
        var stage = new HookStage(await LedgerStage.MakeAsync(Role.Admin));
        await stage.Test.RefuseIllegalMovesAsync();
        return stage;
    }

    /// <summary>Stores what a call says, as the address does.</summary>
    public Task<bool> TellAsync(string body, long? teamId = null) => Log.KeepAsync(teamId ?? TeamId, Sameness.Of(WireHooks.Read(body)!));

    /// <summary>Stores it and works everything off.</summary>
    /// <returns>Whether something waits.</returns>
    public async Task<bool> HearAsync(string body, long? teamId = null)
    {
        await TellAsync(body, teamId);
        return await Work.RunAsync(CancellationToken.None);
    }

    public Task<List<HookLine>> LinesAsync(long? teamId = null) => Log.LatestAsync(teamId ?? TeamId, 50);

    public async Task<string?> NoteAsync() => (await LinesAsync())[0].Note;

    /// <summary>A send that was claimed and whose answer was lost.</summary>
    public async Task<long> UnknownAsync()
    {
        var id = await Ledger.ConfirmAsync();
        var silence = new Observation { Failure = Failure.Timeout, Left = true };
        await Ledger.Claims.SettleAsync(await Ledger.ClaimAsync(), silence, AnswerMeaning.Of(silence));
        return id;
    }

    public async Task<string> LocalIdAsync(long sendId) => (await Ledger.SendAsync(sendId)).LocalId;

    public static string Sent(string? localId, string status = "sent", string updated = "2026-03-02T18:04:09Z", long id = MessageId) => string.Create(
        CultureInfo.InvariantCulture, $$$"""
        {"type":"message_sent","id":123,"token":"t","event_data":{"id":{{{id}}},"local_id":"{{{localId}}}","status":"{{{status}}}","text":"Hi",
         "date":"2026-03-02T18:04:05.123456Z","updated":"{{{updated}}}","target":"15105550142","phone":"14155550100","user":12}}
        """);

    public static string OptOut(string phone = "15105550142") => Target("target_opt_out", phone);
    public static string OptIn(string phone = "15105550142") => Target("target_opt_in", phone);

    public Task<List<Evidence>> EvidenceAsync() => Test.ReadAsync(TeamId, db => db.Evidence.AsNoTracking().OrderBy(e => e.Id).ToListAsync());

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();

    private static string Target(string type, string phone) =>
        $$$"""{"type":"{{{type}}}","id":123,"token":"t","event_data":{"id":3301,"phone":"{{{phone}}}","inbox_id":413,"team_id":7}}""";
}
