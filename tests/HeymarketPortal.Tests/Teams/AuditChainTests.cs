using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Teams;

public sealed class AuditChainTests
{
    [Fact]
    public async Task An_untouched_chain_holds_and_an_empty_one_too()
    {
        await using var stage = await FiveAsync();
        Assert.Null(await BreakAsync(stage));
        Assert.Null(await BreakAsync(stage, stage.Bakery.Id));
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET AccountId = 99 WHERE Sequence = 3")]
    [InlineData("UPDATE AuditEntries SET AccountId = NULL WHERE Sequence = 3")]
    [InlineData("UPDATE AuditEntries SET Action = 'member.added' WHERE Sequence = 3")]
    [InlineData("UPDATE AuditEntries SET Subject = 'account:8' WHERE Sequence = 3")]
    [InlineData("UPDATE AuditEntries SET Detail = 'role=Admin' WHERE Sequence = 3")]
    [InlineData("UPDATE AuditEntries SET At = At + 1 WHERE Sequence = 3")]
    [InlineData("UPDATE AuditEntries SET Hash = lower(hex(randomblob(32))) WHERE Sequence = 3")]
    [InlineData("UPDATE AuditEntries SET PreviousHash = lower(hex(randomblob(32))) WHERE Sequence = 3")]
    [InlineData("DELETE FROM AuditEntries WHERE Sequence = 3")]
    [InlineData("DELETE FROM AuditEntries WHERE Sequence = 3; UPDATE AuditEntries SET Sequence = Sequence - 1 WHERE Sequence > 3")]
    [InlineData("UPDATE AuditEntries SET Sequence = 99 WHERE Sequence = 3; UPDATE AuditEntries SET Sequence = 3 WHERE Sequence = 4; UPDATE AuditEntries SET Sequence = 4 WHERE Sequence = 99")]
    public async Task A_changed_removed_or_reordered_entry_is_found_where_it_stood(string crime)
    {
        await using var stage = await FiveAsync();
        await stage.Data.ReadAsync(null, db => db.Database.ExecuteSqlRawAsync(crime));
        Assert.Equal(3, await BreakAsync(stage));
    }

    [Fact]
    public async Task An_entry_moved_to_another_chain_breaks_it()
    {
        await using var stage = await FiveAsync();
        var (clinic, bakery) = (stage.Clinic.Id, stage.Bakery.Id);
        await stage.Data.ReadAsync(null, db => db.Database.ExecuteSqlAsync($"UPDATE AuditEntries SET Chain = {bakery} WHERE Chain = {clinic} AND Sequence = 1"));
        Assert.Equal(1, await BreakAsync(stage, bakery));
    }

    [Fact]
    public async Task A_change_that_fails_leaves_no_entry()
    {
        await using var stage = await TeamStage.SetAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => stage.Data.Database.WriteAsync(stage.Clinic.Id, async db =>
        {
            await stage.Data.Get<AuditTrail>().AddAsync(db, stage.Clinic.Id, 1, "member.role", "account:7");
            await db.SaveChangesAsync();
            throw new InvalidOperationException();
        }));
        Assert.Empty(await stage.AuditAsync(stage.Clinic.Id));
    }

    private static async Task<TeamStage> FiveAsync()
    {
        var stage = await TeamStage.SetAsync();
        for (var n = 1; n <= 5; n++)
        {
            await stage.Data.Database.WriteAsync(stage.Clinic.Id, db =>
                stage.Data.Get<AuditTrail>().AddAsync(db, stage.Clinic.Id, stage.Ada.Id, "member.role", "account:7", "role=Texter"));
        }
        return stage;
    }

    private static Task<long?> BreakAsync(TeamStage stage, long? chain = null) =>
        stage.Data.ReadAsync(null, db => stage.Data.Get<AuditTrail>().FirstBreakAsync(db, chain ?? stage.Clinic.Id));
}
