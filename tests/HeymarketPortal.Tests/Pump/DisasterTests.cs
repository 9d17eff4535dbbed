using HeymarketPortal.Data;
using HeymarketPortal.Pump;
using HeymarketPortal.Sending;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace HeymarketPortal.Tests.Pump;

/// <summary>A full disk and a database that another program holds: nothing is lost, nothing goes twice, and it goes on by itself.</summary>
public class DisasterTests
{
    private const string Good = """{"id":9980041}""";

    [Fact]
    public async Task A_text_confirmed_while_the_disk_is_full_is_refused_in_place_and_stored_once_when_there_is_room()
    {
        await using var stage = await PumpStage.SetAsync();
        var disk = FullDisk.Under(stage.Test);
        var confirmed = HeymarketPortal.Tests.Data.LedgerStage.Confirmed();
        var ledger = stage.Test.Get<Ledger>();

        disk.Fill();
        var refused = Assert.IsType<ConfirmAnswer.Refused>(await ledger.ConfirmAsync(stage.Actor, confirmed));
        Assert.StartsWith("The portal's disk is full.", refused.Sentence, StringComparison.Ordinal);
        Assert.Empty(await stage.Test.ReadAsync(stage.Team.Id, db => db.Sends.ToListAsync()));
        disk.Free();

        var stored = Assert.IsType<ConfirmAnswer.Stored>(await ledger.ConfirmAsync(stage.Actor, confirmed));
        Assert.Equal((stored.SendId, true), (Assert.IsType<ConfirmAnswer.Stored>(await ledger.ConfirmAsync(stage.Actor, confirmed)).SendId, true));
        disk.Fill();
        Assert.StartsWith("The portal's disk is full.", await ledger.CancelAsync(stage.Actor, stored.SendId), StringComparison.Ordinal);
        Assert.StartsWith("The portal's disk is full.", await stage.Test.Get<TeamStops>().StopAsync(stage.Actor), StringComparison.Ordinal);
        Assert.Equal(SendState.Queued, (await stage.SendAsync(stored.SendId)).State);
    }

    [Fact]
    public async Task While_the_disk_is_full_nothing_is_sent_again_and_a_sentence_says_why()
    {
        await using var stage = await PumpStage.SetAsync();
        var id = await stage.ConfirmAsync();
        await stage.Test.WriteAsync(stage.Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.NotSent)));
        var disk = FullDisk.Under(stage.Test);
        disk.Fill();

        Assert.StartsWith("The portal's disk is full.", (await stage.Test.Get<LedgerAgain>().SendAsync(stage.Actor, [id])).Refusal, StringComparison.Ordinal);
        disk.Free();
        Assert.Single((await stage.Test.Get<LedgerAgain>().SendAsync(stage.Actor, [id])).Sent);
    }

    [Fact]
    public async Task While_the_disk_is_full_nothing_is_claimed_and_nothing_leaves_and_then_it_does()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/message/send", Good);
        var id = await stage.ConfirmAsync();
        var disk = FullDisk.Under(stage.Test);
        var (pump, claims) = (stage.Test.Get<RateKeyPump>(), stage.Test.Get<LedgerClaims>());

        disk.Fill();
        await Assert.ThrowsAsync<SqliteException>(() => claims.ClaimAsync(PumpStage.RateKey, 1));
        var run = stage.StartPump();
        await SweepAsync(stage);
        Assert.Equal((SendState.Queued, 0, true), ((await stage.SendAsync(id)).State, stage.SendsReceived, pump.IsRunning(PumpStage.RateKey) && !run.IsCompleted));
        disk.Free();
        await SweepAsync(stage);

        Assert.Equal(1, (await stage.ReachAsync(id, SendState.Accepted)).Attempts);
        Assert.Equal(1, stage.SendsReceived);
        await stage.StopPumpsAsync();
    }

    [Theory]
    [InlineData(200, SendState.Accepted)]
    [InlineData(400, SendState.Rejected)]
    [InlineData(500, SendState.Unknown)]
    public async Task An_outcome_that_cannot_be_written_is_written_when_there_is_room_and_nothing_is_sent_again(int status, SendState expected)
    {
        await using var stage = await PumpStage.SetAsync(("Heymarket:WholeSeconds", "3600"));
        var id = await stage.ConfirmAsync();
        var disk = FullDisk.Under(stage.Test);
        var filled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stage.Upstream.Answers["/v1/message/send"] = http =>
        {
            disk.Fill();
            filled.TrySetResult();
            http.Response.StatusCode = status;
            return http.Response.WriteAsync(Good);
        };

        var carried = stage.CarryAsync();
        await filled.Task.WaitAsync(TimeSpan.FromSeconds(20));
        // Longer than any lease: the sweeper cannot write either.
        for (var seconds = 0; seconds < 300; seconds += 10)
        {
            stage.Test.Time.Advance(TimeSpan.FromSeconds(10));
            await SweepAsync(stage);
        }
        Assert.Equal((SendState.Sending, false), ((await stage.SendAsync(id)).State, carried.IsCompleted));
        disk.Free();
        while (!carried.IsCompleted)
        {
            stage.Test.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }
        await carried;

        Assert.Equal((expected, 1, 1), ((await stage.SendAsync(id)).State, (await stage.SendAsync(id)).Attempts, stage.SendsReceived));
        Assert.Null(await stage.Test.Get<LedgerClaims>().ClaimAsync(PumpStage.RateKey));
    }

    [Fact]
    public async Task A_database_that_another_program_holds_refuses_in_words_and_goes_on_when_it_lets_go()
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/message/send", Good);
        var id = await stage.ConfirmAsync();
        await using var other = await OtherProgram.HoldAsync(stage.Test.Path);

        var refused = Assert.IsType<ConfirmAnswer.Refused>(await stage.Test.Get<Ledger>().ConfirmAsync(stage.Actor, HeymarketPortal.Tests.Data.LedgerStage.Confirmed("15105550143")));
        Assert.StartsWith("The portal's database is busy", refused.Sentence, StringComparison.Ordinal);
        _ = stage.StartPump();
        Assert.Equal((SendState.Queued, 0), ((await stage.SendAsync(id)).State, stage.SendsReceived));
        await other.LetGoAsync();
        stage.Test.Get<Bell>().Ring(PumpStage.RateKey);

        await stage.ReachAsync(id, SendState.Accepted);
        Assert.Equal(1, stage.SendsReceived);
        Assert.IsType<ConfirmAnswer.Stored>(await stage.Test.Get<Ledger>().ConfirmAsync(stage.Actor, HeymarketPortal.Tests.Data.LedgerStage.Confirmed("15105550143")));
    }

    private static async Task SweepAsync(PumpStage stage) =>
        await new SweepJob(stage.Test.Get<LedgerClaims>(), stage.BackOff, stage.Test.Get<Bell>(), NullLogger<SweepJob>.Instance).Execute(null!, default);

    /// <summary>A connection of its own, with the database locked as another program locks it.</summary>
    private sealed class OtherProgram(SqliteConnection connection) : IAsyncDisposable
    {
        public static async Task<OtherProgram> HoldAsync(string path)
        {
            var other = new OtherProgram(new SqliteConnection($"Data Source={path};Pooling=False"));
            await other.ExecuteAsync("PRAGMA journal_mode=WAL");
            await other.ExecuteAsync("BEGIN EXCLUSIVE");
            return other;
        }

        public Task LetGoAsync() => ExecuteAsync("COMMIT");

        public ValueTask DisposeAsync() => connection.DisposeAsync();

        private async Task ExecuteAsync(string sql)
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
    }
}
