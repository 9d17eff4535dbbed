using HeymarketPortal.Data;
using HeymarketPortal.Pump;
using HeymarketPortal.Sending;
using HeymarketPortal.Tests.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;

namespace HeymarketPortal.Tests.Pump;

public class EraseJobTests
{
    [Fact]
    public async Task A_team_whose_rows_cannot_be_written_keeps_no_other_team_s_text()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var bakery = await stage.Test.AddTeamAsync("bakery");
        await stage.Test.AddMemberAsync(bakery, stage.Texter, Role.Texter);
        await stage.AddKeyAsync(bakery, "heymarket:8");
        var first = await stage.ConfirmAsync();
        Assert.IsType<ConfirmAnswer.Stored>(await stage.Ledger.ConfirmAsync(new Actor(stage.Texter.Id, bakery.Id), LedgerStage.Confirmed()));
        await stage.Test.WriteAsync(null, async db =>
        {
            await db.Teams.ExecuteUpdateAsync(set => set.SetProperty(t => t.EraseAfterDays, 30));
            return await db.Sends.IgnoreQueryFilters().ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.Rejected));
        });
        // The first team's: its rows come before the bakery's.
        await stage.Test.WriteAsync(null, db => db.Database.ExecuteSqlRawAsync("""
            CREATE TRIGGER "Broken" BEFORE UPDATE OF "ErasedAt" ON "Sends" WHEN OLD."TeamId" = (SELECT MIN("Id") FROM "Teams") BEGIN SELECT RAISE(ABORT, 'broken'); END
            """));
        stage.Test.Time.Advance(TimeSpan.FromDays(31));
        var logger = new FakeLogger<EraseJob>();

        await new EraseJob(stage.Test.Get<Eraser>(), stage.Test.Get<Compactor>(), new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), logger).Execute(null!, default);

        Assert.Equal("Hi", (await stage.SendAsync(first)).Text);
        Assert.Null(await stage.Test.ReadAsync(bakery.Id, db => db.Sends.Select(s => s.Text).SingleAsync()));
        var told = Assert.Single(logger.Collector.GetSnapshot(), record => record.Level == LogLevel.Error);
        Assert.Contains($"team {stage.Team.Id}", told.Message, StringComparison.Ordinal);
    }
}
