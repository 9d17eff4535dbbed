using HeymarketPortal.Data;
using HeymarketPortal.Pump;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Pump;

/// <summary>What an answer does beyond its own send: to the key, to other sends, and when the database fails meanwhile.</summary>
public class OutcomeTableTests
{
    private const string Good = """{"id":9980041,"date":"2026-03-02T18:04:05.123456Z","gallery_url":""}""";

    [Fact]
    public async Task A_missing_date_and_gallery_link_are_still_accepted()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/message/send", """{"id":9223372036854775807}""");
        var id = await stage.ConfirmAsync();

        await stage.CarryAsync();

        var send = await stage.SendAsync(id);
        Assert.Equal((long.MaxValue, (string?)null, (DateTimeOffset?)null), (send.MessageId, send.GalleryUrl, send.HeymarketDate));
    }

    [Fact]
    public async Task A_403_of_a_key_that_works_rejects_that_text_alone()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/message/send", """{"message":"recipient opted out"}""", 403);
        var (first, second) = (await stage.ConfirmAsync(), await stage.ConfirmAsync());

        await stage.CarryAsync();

        Assert.Equal("recipient opted out (403)", (await stage.SendAsync(first)).Reason);
        Assert.Equal(SendState.Queued, (await stage.SendAsync(second)).State);
        Assert.Null(stage.BackOff.PausedUntil(PumpStage.RateKey));
    }

    [Fact]
    public async Task A_401_of_a_key_that_works_is_tried_once_more_and_then_rejected()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/message/send", "", 401);
        var id = await stage.ConfirmAsync();

        await stage.CarryAsync();
        Assert.Equal(SendState.Queued, (await stage.SendAsync(id)).State);
        await stage.CarryAsync();

        Assert.Equal(SendState.Rejected, (await stage.SendAsync(id)).State);
        Assert.Equal(2, stage.SendsReceived);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_refused_key_holds_all_its_texts_and_says_so(int status)
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/message/send", "", status);
        stage.Upstream.Says("/v1/inboxes", "", status);
        var (first, second) = (await stage.ConfirmAsync(), await stage.ConfirmAsync());

        await stage.CarryAsync();

        Assert.Equal((SendState.Held, SendState.Held), ((await stage.SendAsync(first)).State, (await stage.SendAsync(second)).State));
        var key = await stage.Test.ReadAsync(stage.Team.Id, db => db.ApiKeys.SingleAsync());
        Assert.Equal(ApiKeyState.NeedsAttention, key.State);
        Assert.NotNull(key.Trouble);
        Assert.Equal(1, stage.SendsReceived);
    }

    [Fact]
    public async Task A_key_that_cannot_be_opened_sends_nothing()
    {
        await using var stage = await PumpStage.SetAsync();
        var id = await stage.ConfirmAsync();
        await stage.Test.WriteAsync(null, db => db.ApiKeys.IgnoreQueryFilters().ExecuteUpdateAsync(
            set => set.SetProperty(k => k.SealedKey, "v1.test.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA")));

        await stage.CarryAsync();

        Assert.Equal(SendState.Held, (await stage.SendAsync(id)).State);
        Assert.Equal(0, stage.SendsReceived);
    }

    [Fact]
    public async Task A_text_whose_key_cannot_be_read_has_not_left_and_goes_back()
    {
        await using var stage = await PumpStage.SetAsync();
        var id = await stage.ConfirmAsync();
        var claim = await stage.Test.Get<LedgerClaims>().ClaimAsync(PumpStage.RateKey);

        await stage.ExecuteAsync("ALTER TABLE ApiKeys RENAME TO Away");
        await stage.Test.Get<Carrier>().CarryAsync(claim!);
        await stage.ExecuteAsync("ALTER TABLE Away RENAME TO ApiKeys");

        Assert.Equal(SendState.Queued, (await stage.SendAsync(id)).State);
        Assert.Equal(0, stage.SendsReceived);
    }

    [Fact]
    public async Task A_refused_text_goes_back_when_the_database_cannot_be_asked_about_its_key()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/message/send", "", 401);
        stage.Upstream.Answers["/v1/inboxes"] = _ => stage.ExecuteAsync("ALTER TABLE Attempts RENAME TO Away");
        var id = await stage.ConfirmAsync();

        var carried = stage.CarryAsync();
        while (stage.BackOff.PausedUntil(PumpStage.RateKey) is null && !carried.IsCompleted)
        {
            await Task.Delay(10);
        }
        await stage.ExecuteAsync("ALTER TABLE Away RENAME TO Attempts");
        while (!carried.IsCompleted)
        {
            // Between two tries to store the outcome.
            stage.Test.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
        }
        await carried;

        Assert.Equal(SendState.Queued, (await stage.SendAsync(id)).State);
        Assert.Equal(1, stage.SendsReceived);
    }

    [Fact]
    public async Task A_database_that_cannot_note_when_a_key_was_used_stops_no_text()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/message/send", Good);
        await stage.ExecuteAsync("CREATE TRIGGER Busy BEFORE UPDATE OF LastUsedAt ON ApiKeys BEGIN SELECT RAISE(ABORT, 'database is locked'); END");
        var id = await stage.ConfirmAsync();

        await stage.CarryAsync();

        Assert.Equal(SendState.Accepted, (await stage.SendAsync(id)).State);
        Assert.Null((await stage.Test.ReadAsync(stage.Team.Id, db => db.ApiKeys.SingleAsync())).LastUsedAt);
    }

    [Fact]
    public async Task After_three_failures_to_trust_the_server_the_key_needs_attention()
    {
        await using var plain = await HeymarketPortal.Tests.Heymarket.RecordingServer.StartAsync();
        await using var stage = await PumpStage.SetAsync(("Heymarket:BaseAddress", $"https://127.0.0.1:{plain.Address.Port}"));
        var id = await stage.ConfirmAsync();

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(SendState.Queued, (await stage.SendAsync(id)).State);
            await stage.CarryAsync();
        }

        Assert.Equal(SendState.Held, (await stage.SendAsync(id)).State);
        Assert.Equal(ApiKeyState.NeedsAttention, (await stage.Test.ReadAsync(stage.Team.Id, db => db.ApiKeys.SingleAsync())).State);
    }

    [Fact]
    public async Task What_waits_stays_with_its_key_when_verifying_tells_the_account_better()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/message/send", Good);
        var id = await stage.ConfirmAsync();

        await stage.Test.Get<ApiKeys>().VerifiedAsync(stage.Actor, stage.KeyId, new ApiKeyFacts("heymarket:8", "Acme"));

        Assert.Equal(id, (await stage.Test.Get<LedgerClaims>().ClaimAsync("heymarket:8"))!.SendId);
    }
}
