using HeymarketPortal.Data;
using HeymarketPortal.Pump;
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
    public async Task An_end_that_was_cut_off_shows_beside_an_anchor_of_the_log()
    {
        await using var stage = await FiveAsync();
        var head = Assert.Single(await stage.Data.Get<AuditChains>().HeadsAsync(), head => head.Chain == stage.Clinic.Id);
        var logged = Assert.Single(AuditAnchor.In($"03:12:09 info: HeymarketPortal.Pump.AnchorJob[0] Audit anchor {head}"));
        Assert.Equal((head, 5), (logged, head.Sequence));
        Assert.Null(await BreakAsync(stage, null, logged));

        await stage.Data.ReadAsync(null, db => db.Database.ExecuteSqlRawAsync("DELETE FROM AuditEntries WHERE Sequence > 3"));

        Assert.Null(await BreakAsync(stage));
        Assert.Equal(4, await BreakAsync(stage, null, logged));
    }

    [Fact]
    public async Task An_end_that_was_written_anew_shows_beside_an_anchor_too()
    {
        await using var stage = await FiveAsync();
        var heads = await stage.Data.Get<AuditChains>().HeadsAsync();
        await stage.Data.ReadAsync(null, db => db.Database.ExecuteSqlRawAsync("DELETE FROM AuditEntries WHERE Sequence = 5"));
        await stage.Data.Database.WriteAsync(stage.Clinic.Id, db => stage.Data.Get<AuditTrail>().AddAsync(db, stage.Clinic.Id, stage.Ada.Id, "member.role", "account:8"));

        Assert.Null(await BreakAsync(stage));
        Assert.Equal(5, await BreakAsync(stage, null, [.. heads]));
    }

    [Fact]
    public void A_chain_is_logged_when_it_has_grown_and_not_else()
    {
        var logged = new AuditAnchors();
        Assert.True(logged.IsNew(new(1, 5, "a")));
        Assert.False(logged.IsNew(new(1, 5, "a")));
        Assert.True(logged.IsNew(new(1, 6, "b")));
        Assert.True(logged.IsNew(new(2, 6, "b")));
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

    private static async Task<long?> BreakAsync(TeamStage stage, long? chain = null, params AuditAnchor[] anchors) =>
        (await stage.Data.Get<AuditChains>().VerifyAsync(chain ?? stage.Clinic.Id, anchors)).BreaksAt;
}
