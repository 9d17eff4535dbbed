using HeymarketPortal.Data;
using HeymarketPortal.Pages.Keys;
using HeymarketPortal.Pump;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using HeymarketPortal.Tests.Pages;
using HeymarketPortal.Tests.Sandbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Pump;

/// <summary>Keys change places while texts leave, against the real sandbox.</summary>
public sealed class KeyRotationTests : PageContext
{
    private const string Next = SandboxHost.Key + ".next-key-9f31";

    private ApiKeyActions Actions => Test.Get<ApiKeyActions>();

    [Fact]
    public async Task No_send_fails_while_one_key_takes_the_place_of_another()
    {
        var rateKey = await VerifiedRateKeyAsync();
        using var stop = new CancellationTokenSource();
        var pump = Test.Get<RateKeyPump>().RunAsync(rateKey, stop.Token);
        List<long> ids = [];

        await MoreAsync(ids, 40);
        Assert.True((await Actions.AddAsync(Access, new ApiKeyCredentials.Static(Next), "Next")).Done);
        await MoreAsync(ids, 20);
        Assert.True((await Actions.PromoteAsync(Access, await KeyAsync("Next"))).Done);
        await MoreAsync(ids, 40);
        await EndAsync(ids);
        await stop.CancelAsync();
        await pump;

        var sends = await Test.ReadAsync(Team.Id, db => db.Sends.AsNoTracking().ToListAsync());
        Assert.All(sends, send => Assert.Equal((SendState.Accepted, 1), (send.State, send.Attempts)));
        var ends = (await Sandbox.ReceivedAsync()).Select(row => (string)row!["last_four"]!).ToList();
        Assert.Equal(100, ends.Count);
        Assert.Equal(["9f31", "a1b2"], ends.Distinct().Order());
    }

    [Fact]
    public async Task A_replaced_key_signs_what_is_under_way_for_a_day_and_is_destroyed_then()
    {
        var rateKey = await VerifiedRateKeyAsync();
        await Actions.AddAsync(Access, new ApiKeyCredentials.Static(Next), "Next");
        var old = await KeyAsync("Sandbox");
        await ConfirmAsync();
        var claim = (await Test.Get<LedgerClaims>().ClaimAsync(rateKey, 1)).Single();
        Assert.Equal(old.Id, claim.ApiKeyId);

        await Actions.PromoteAsync(Access, await KeyAsync("Next"));
        await Test.Get<Carrier>().CarryAsync(claim);
        Assert.Equal("a1b2", (string)Assert.Single(await Sandbox.ReceivedAsync())!["last_four"]!);

        var upkeep = Test.Get<ApiKeyUpkeep>();
        Test.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await upkeep.DestroyDueAsync());
        Assert.NotNull(await Test.Get<ApiKeys>().OpenAsync(old.Id));
        Test.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await upkeep.DestroyDueAsync());
        Assert.Null(await Test.Get<ApiKeys>().OpenAsync(old.Id));
        var row = await Test.ReadAsync(Team.Id, db => db.ApiKeys.SingleAsync(k => k.Id == old.Id));
        Assert.Equal((ApiKeyState.Revoked, "", null, "a1b2", 64), (row.State, row.SealedKey, row.SealedSecretId, row.LastFour, row.Fingerprint.Length));
        Assert.Equal("apikey.destroyed", await Test.ReadAsync(Team.Id, db => db.AuditEntries.Where(e => e.Chain == Team.Id).OrderByDescending(e => e.Sequence).Select(e => e.Action).FirstAsync()));

        var id = await ConfirmAsync("15105550143");
        await Test.Get<Carrier>().CarryAsync((await Test.Get<LedgerClaims>().ClaimAsync(rateKey, 1)).Single());
        Assert.Equal(SendState.Accepted, (await Test.ReadAsync(Team.Id, db => db.Sends.SingleAsync(s => s.Id == id))).State);
    }

    [Fact]
    public async Task A_replaced_key_that_is_promoted_back_is_not_destroyed()
    {
        await VerifiedRateKeyAsync();
        await Actions.AddAsync(Access, new ApiKeyCredentials.Static(Next), "Next");
        await Actions.PromoteAsync(Access, await KeyAsync("Next"));
        Test.Time.Advance(TimeSpan.FromHours(1));
        Assert.True((await Actions.PromoteAsync(Access, await KeyAsync("Sandbox"))).Done);
        Test.Time.Advance(TimeSpan.FromHours(23.5));

        Assert.Equal(0, await Test.Get<ApiKeyUpkeep>().DestroyDueAsync());
        Assert.Equal((ApiKeyState.InUse, null), ((await KeyAsync("Sandbox")).State, (await KeyAsync("Sandbox")).DestroyAt));
        Test.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await Test.Get<ApiKeyUpkeep>().DestroyDueAsync());
        Assert.Equal(ApiKeyState.Revoked, (await KeyAsync("Next")).State);
    }

    [Fact]
    public async Task A_key_of_another_Heymarket_account_is_refused_by_its_sentence()
    {
        await VerifiedRateKeyAsync();
        await Actions.AddAsync(Access, new ApiKeyCredentials.Static("sbx_another_clinic_77"), "Other");
        var said = await Actions.PromoteAsync(Access, await KeyAsync("Other"));
        Assert.False(said.Done);
        Assert.Contains("belongs to another Heymarket account", said.Sentence, StringComparison.Ordinal);
        Assert.Equal(ApiKeyState.InUse, (await KeyAsync("Sandbox")).State);
    }

    private async Task<string> VerifiedRateKeyAsync()
    {
        Assert.True((await Actions.VerifyAsync(Access, await KeyAsync("Sandbox"))).Done);
        return (await KeyAsync("Sandbox")).RateKey;
    }

    private async Task<ApiKeyView> KeyAsync(string label) => (await Test.Get<ApiKeys>().ListAsync(Team.Id)).Single(k => k.Label == label);

    private async Task MoreAsync(List<long> ids, int count)
    {
        for (var i = 0; i < count; i++)
        {
            ids.Add(await ConfirmAsync($"1510555{1000 + ids.Count}"));
            await Test.Get<LedgerClaims>().SweepAsync();
        }
    }

    // Told by the ledger itself; what is missed between two looks is seen by the next one.
    private async Task EndAsync(List<long> ids)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var ear = Test.Get<SendChanges>().Listen(Team.Id, async _ =>
        {
            if (await LeftAsync() == 0)
            {
                done.TrySetResult();
            }
        });
        if (await LeftAsync() > 0)
        {
            await done.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        Task<int> LeftAsync() => Test.ReadAsync(Team.Id, db => db.Sends.CountAsync(s => ids.Contains(s.Id) && (s.State == SendState.Scheduled || s.State == SendState.Queued || s.State == SendState.Sending)));
    }
}
