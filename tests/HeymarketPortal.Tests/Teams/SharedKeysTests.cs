using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Teams;

public sealed class SharedKeysTests
{
    private static readonly ApiKeyCredentials Next = new ApiKeyCredentials.Static("the-next-shared-key-d91f");

    [Fact]
    public async Task Only_keys_of_two_teams_or_more_are_shared()
    {
        await using var stage = await SharedAsync();
        await stage.AddKeyAsync("only-the-clinics-own-key", label: "Own");
        var shared = Assert.Single(await stage.Data.Get<SharedKeys>().ListAsync());
        Assert.Equal(("7c2e", ApiKeyKind.Static), (shared.LastFour, shared.Kind));
        Assert.Equal([new("Bakery", ApiKeyState.InUse), new("Twin Clinic", ApiKeyState.InUse)], shared.Teams);
    }

    [Fact]
    public async Task Replacing_seals_the_new_key_for_each_team_puts_it_in_use_and_gives_the_old_one_a_day()
    {
        await using var stage = await SharedAsync();
        var root = await stage.Data.AddAccountAsync("root@example.com", administrator: true);

        var answer = await ReplaceAsync(stage, root);

        Assert.Equal((2, null), (answer.Teams, answer.Refusal));
        List<string> boxes = [];
        foreach (var team in new[] { stage.Clinic, stage.Bakery })
        {
            var keys = await stage.Keys.ListAsync(team.Id);
            Assert.Equal([(ApiKeyState.InUse, "d91f"), (ApiKeyState.Ready, "7c2e")], keys.Select(k => (k.State, k.LastFour)));
            Assert.Equal([null, stage.Data.Time.GetUtcNow().AddHours(24)], keys.Select(k => k.DestroyAt));
            Assert.Equal(Next, await stage.Keys.OpenAsync(keys[0].Id));
            Assert.Equal([$"apikey.added apikey:{keys[0].Id} kind=Static state=InUse shared=yes", $"apikey.promoted apikey:{keys[0].Id} shared=yes"], (await stage.AuditAsync(team.Id))[^2..]);
            boxes.Add((await stage.Data.ReadAsync(team.Id, db => db.ApiKeys.SingleAsync(k => k.Id == keys[0].Id))).SealedKey);
        }
        Assert.Equal(2, boxes.Distinct().Count());
        Assert.Equal("apikey.shared-replaced teams:2", (await stage.AuditAsync(AuditTrail.Portal))[^1]);
        stage.Data.Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal(2, await stage.Data.Get<ApiKeyUpkeep>().DestroyDueAsync());
    }

    [Fact]
    public async Task A_team_whose_Heymarket_account_is_another_keeps_all_teams_as_they_were()
    {
        await using var stage = await SharedAsync();
        var root = await stage.Data.AddAccountAsync("root@example.com", administrator: true);
        var bakery = (await stage.Keys.ListAsync(stage.Bakery.Id)).Single();
        await stage.Keys.VerifiedAsync(stage.BobInBakery, bakery.Id, new("heymarket:99", "Somebody else"));

        var answer = await ReplaceAsync(stage, root);

        Assert.Contains("another Heymarket account than the one Bakery uses", answer.Refusal, StringComparison.Ordinal);
        Assert.Single(await stage.Keys.ListAsync(stage.Clinic.Id));
        Assert.Single(await stage.Keys.ListAsync(stage.Bakery.Id));
    }

    [Fact]
    public async Task A_write_that_fails_in_the_second_team_leaves_the_first_one_s_key_in_use()
    {
        await using var stage = await SharedAsync();
        var root = await stage.Data.AddAccountAsync("root@example.com", administrator: true);
        await stage.Data.WriteAsync(null, db => db.Database.ExecuteSqlRawAsync(
            """CREATE TRIGGER "Broken" BEFORE INSERT ON "ApiKeys" WHEN NEW."TeamId" = (SELECT MAX("Id") FROM "Teams") BEGIN SELECT RAISE(ABORT, 'broken'); END"""));

        await Assert.ThrowsAsync<DbUpdateException>(() => ReplaceAsync(stage, root));

        Assert.Equal(("7c2e", ApiKeyState.InUse), ((await stage.Keys.ListAsync(stage.Clinic.Id)).Single().LastFour, (await stage.Keys.ListAsync(stage.Clinic.Id)).Single().State));
        Assert.Equal(ApiKeyState.InUse, (await stage.Keys.ListAsync(stage.Bakery.Id)).Single().State);
    }

    [Fact]
    public async Task What_was_held_for_the_old_key_goes_on_with_the_new_one()
    {
        await using var stage = await SharedAsync();
        var root = await stage.Data.AddAccountAsync("root@example.com", administrator: true);
        var (mine, theirs) = (await stage.AddSendAsync(), await stage.AddSendAsync(team: stage.Bakery));
        foreach (var team in new[] { stage.Clinic, stage.Bakery })
        {
            await stage.Data.Get<LedgerClaims>().HoldKeyAsync(team.Id, (await stage.Keys.InUseAsync(team.Id))!.Id, "Refused.");
        }

        Assert.Null((await ReplaceAsync(stage, root)).Refusal);

        var states = await stage.Data.ReadAsync(null, db => db.Sends.IgnoreQueryFilters().Where(s => s.Id == mine || s.Id == theirs).Select(s => s.State).ToListAsync());
        Assert.Equal([SendState.Queued, SendState.Queued], states);
    }

    [Fact]
    public async Task Only_an_administrator_who_signed_in_a_moment_ago_replaces_and_never_with_the_same_key()
    {
        await using var stage = await SharedAsync();
        var root = await stage.Data.AddAccountAsync("root@example.com", administrator: true);
        Assert.Contains("administrator", (await ReplaceAsync(stage, stage.Ada)).Refusal, StringComparison.Ordinal);
        var shared = (await stage.Data.Get<SharedKeys>().ListAsync()).Single();
        Assert.Equal(FreshSignIn.Refused, (await stage.Data.Get<SharedKeys>().ReplaceAsync(root.Id, stage.Data.Time.GetUtcNow().AddMinutes(-11), shared, Next, null, TeamStage.Facts)).Refusal);
        Assert.Contains("to be replaced", (await ReplaceAsync(stage, root, new ApiKeyCredentials.Static("the-shared-key-of-all-7c2e"))).Refusal, StringComparison.Ordinal);
        Assert.Single(await stage.Keys.ListAsync(stage.Clinic.Id));
    }

    private static async Task<TeamStage> SharedAsync()
    {
        var stage = await TeamStage.SetAsync();
        var shared = new ApiKeyCredentials.Static("the-shared-key-of-all-7c2e");
        await stage.Keys.AddAsync(stage.AdaInClinic, shared, "Shared", TeamStage.Facts);
        await stage.Keys.AddAsync(stage.BobInBakery, shared, "Shared", TeamStage.Facts);
        return stage;
    }

    private static async Task<SharedKeyAnswer> ReplaceAsync(TeamStage stage, Account by, ApiKeyCredentials? next = null)
    {
        var keys = stage.Data.Get<SharedKeys>();
        return await keys.ReplaceAsync(by.Id, stage.Data.Time.GetUtcNow(), (await keys.ListAsync()).Single(), next ?? Next, null, TeamStage.Facts);
    }
}
