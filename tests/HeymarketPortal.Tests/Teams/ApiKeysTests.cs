using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Teams;

public sealed class ApiKeysTests
{
    private static readonly ApiKeyFacts Elsewhere = new("heymarket:99", "Somebody else");

    [Fact]
    public async Task The_first_key_is_in_use_at_once_and_the_second_is_ready()
    {
        await using var stage = await TeamStage.SetAsync();
        var first = await stage.AddKeyAsync("first-key-of-clinic-7c2e");
        var second = await stage.AddKeyAsync("second-key-of-clinic-d91f", label: " ");

        var keys = await stage.Keys.ListAsync(stage.Clinic.Id);
        Assert.Equal([(first, ApiKeyState.InUse, "7c2e", "Front desk"), (second, ApiKeyState.Ready, "d91f", "Twin Clinic at Heymarket")],
            keys.Select(k => (k.Id, k.State, k.LastFour, k.Label)));
        Assert.Equal(new ApiKeyInUse(first, "heymarket:11", NeedsAttention: false, Sandbox: false), await stage.Keys.InUseAsync(stage.Clinic.Id));
        Assert.Null(await stage.Keys.InUseAsync(stage.Bakery.Id));
        Assert.Equal($"apikey.added apikey:{first} kind=Static state=InUse", (await stage.AuditAsync(stage.Clinic.Id))[0]);
    }

    [Fact]
    public async Task Both_kinds_open_as_they_came_in()
    {
        await using var stage = await TeamStage.SetAsync();
        var key = await stage.AddKeyAsync("plain-key");
        var pair = new ApiKeyCredentials.Secret("hm_4d10b7e2", "the-secret-part");
        var added = Assert.IsType<ApiKeyAnswer.Added>(await stage.Keys.AddAsync(stage.AdaInClinic, pair, "Pair", TeamStage.Facts));

        Assert.Equal(new ApiKeyCredentials.Static("plain-key"), await stage.Keys.OpenAsync(key));
        Assert.Equal(pair, await stage.Keys.OpenAsync(added.ApiKeyId));
        Assert.Null(await stage.Keys.OpenAsync(4711));
    }

    [Fact]
    public async Task The_same_key_twice_in_one_team_is_refused_and_in_two_teams_is_not()
    {
        await using var stage = await TeamStage.SetAsync();
        await stage.AddKeyAsync("the-key");
        var again = await stage.Keys.AddAsync(stage.AdaInClinic, new ApiKeyCredentials.Static("the-key"), "Copy", TeamStage.Facts);
        Assert.Contains("Front desk", Assert.IsType<ApiKeyAnswer.Refused>(again).Sentence);
        Assert.IsType<ApiKeyAnswer.Added>(
            await stage.Keys.AddAsync(stage.BobInBakery, new ApiKeyCredentials.Static("the-key"), "Copy", TeamStage.Facts));
        Assert.Single(await stage.Keys.ListAsync(stage.Clinic.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("line\nbreak")]
    [InlineData("schlüssel")]
    public async Task What_cannot_be_a_header_is_refused_in_words_that_do_not_repeat_it(string key)
    {
        await using var stage = await TeamStage.SetAsync();
        var refused = Assert.IsType<ApiKeyAnswer.Refused>(
            await stage.Keys.AddAsync(stage.AdaInClinic, new ApiKeyCredentials.Static(key), "Front desk", TeamStage.Facts));
        Assert.True(key.Length == 0 || !refused.Sentence.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sign_in_of_more_than_ten_minutes_ago_adds_promotes_and_revokes_nothing()
    {
        await using var stage = await TeamStage.SetAsync();
        var (inUse, ready) = (await stage.AddKeyAsync("one"), await stage.AddKeyAsync("two"));
        var now = stage.Data.Time.GetUtcNow();
        foreach (var stale in (DateTimeOffset?[])[null, now - FreshSignIn.Lasts - TimeSpan.FromSeconds(1)])
        {
            var ada = stage.AdaInClinic with { SignedInAt = stale };
            Assert.Equal(FreshSignIn.Refused, Assert.IsType<ApiKeyAnswer.Refused>(await stage.Keys.AddAsync(ada, new ApiKeyCredentials.Static("three"), null, TeamStage.Facts)).Sentence);
            Assert.Equal(FreshSignIn.Refused, await stage.Keys.PromoteAsync(ada, ready));
            Assert.Equal(FreshSignIn.Refused, await stage.Keys.RevokeAsync(ada, inUse));
        }
        Assert.Equal([(inUse, ApiKeyState.InUse), (ready, ApiKeyState.Ready)], (await stage.Keys.ListAsync(stage.Clinic.Id)).Select(k => (k.Id, k.State)));

        var fresh = stage.AdaInClinic with { SignedInAt = now - FreshSignIn.Lasts };
        Assert.Null(await stage.Keys.PromoteAsync(fresh, ready));
        Assert.Null(await stage.Keys.RevokeAsync(fresh, inUse));
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Texter)]
    public async Task Only_an_Admin_touches_keys(Role role)
    {
        await using var stage = await TeamStage.SetAsync();
        await stage.Data.AddMemberAsync(stage.Clinic, stage.Bob, role);
        var bob = new Actor(stage.Bob.Id, stage.Clinic.Id) { SignedInAt = DateTimeOffset.MaxValue };
        var (inUse, ready) = (await stage.AddKeyAsync("one"), await stage.AddKeyAsync("two"));

        Assert.IsType<ApiKeyAnswer.Refused>(await stage.Keys.AddAsync(bob, new ApiKeyCredentials.Static("three"), null, TeamStage.Facts));
        Assert.NotNull(await stage.Keys.PromoteAsync(bob, ready));
        Assert.NotNull(await stage.Keys.RevokeAsync(bob, inUse));
        Assert.NotNull(await stage.Keys.VerifiedAsync(bob, inUse, Elsewhere));
        Assert.NotNull(await stage.Keys.RefusedAsync(bob, inUse, "no"));
        Assert.Equal(ApiKeyState.InUse, (await stage.KeyAsync(inUse)).State);
        Assert.Equal(ApiKeyState.Ready, (await stage.KeyAsync(ready)).State);
    }

    [Fact]
    public async Task An_Admin_of_another_team_does_not_find_the_key()
    {
        await using var stage = await TeamStage.SetAsync();
        var key = await stage.AddKeyAsync();
        Assert.NotNull(await stage.Keys.RevokeAsync(stage.BobInBakery, key));
        Assert.NotNull(await stage.Keys.OpenAsync(key));
        Assert.Equal(ApiKeyState.InUse, (await stage.KeyAsync(key)).State);
    }

    [Fact]
    public async Task Promoting_swaps_the_two_keys()
    {
        await using var stage = await TeamStage.SetAsync();
        var (old, next) = (await stage.AddKeyAsync("old"), await stage.AddKeyAsync("next"));
        Assert.Null(await stage.Keys.PromoteAsync(stage.AdaInClinic, next));
        Assert.Equal(ApiKeyState.InUse, (await stage.KeyAsync(next)).State);
        Assert.Equal(ApiKeyState.Ready, (await stage.KeyAsync(old)).State);
        Assert.Equal($"apikey.promoted apikey:{next}", (await stage.AuditAsync(stage.Clinic.Id))[^1]);
    }

    [Fact]
    public async Task A_key_of_another_Heymarket_account_is_not_promoted()
    {
        await using var stage = await TeamStage.SetAsync();
        var (inUse, other) = (await stage.AddKeyAsync("one"), await stage.AddKeyAsync("two", Elsewhere));
        Assert.Contains("another Heymarket account", await stage.Keys.PromoteAsync(stage.AdaInClinic, other));
        Assert.Equal(ApiKeyState.InUse, (await stage.KeyAsync(inUse)).State);
    }

    [Fact]
    public async Task A_spare_key_that_was_refused_is_promoted_only_after_it_was_verified()
    {
        await using var stage = await TeamStage.SetAsync();
        await stage.AddKeyAsync("one");
        var spare = await stage.AddKeyAsync("two");
        Assert.Null(await stage.Keys.RefusedAsync(stage.AdaInClinic, spare, "Heymarket refused it (401)."));
        Assert.Equal(ApiKeyState.Ready, (await stage.KeyAsync(spare)).State);
        Assert.NotNull(await stage.Keys.PromoteAsync(stage.AdaInClinic, spare));
        Assert.Null(await stage.Keys.VerifiedAsync(stage.AdaInClinic, spare, TeamStage.Facts));
        Assert.Null(await stage.Keys.PromoteAsync(stage.AdaInClinic, spare));
    }

    [Fact]
    public async Task Revoking_the_key_in_use_holds_what_waits_erases_the_seal_and_leaves_other_teams_alone()
    {
        await using var stage = await TeamStage.SetAsync();
        var key = await stage.AddKeyAsync("the-clinics-key");
        var (mine, theirs) = (await stage.AddSendAsync(), await stage.AddSendAsync(team: stage.Bakery));
        Assert.Equal(new HoldCount(1, 0), await stage.Keys.WouldHoldAsync(stage.Clinic.Id, key));
        // What was read a moment ago must not outlive the revocation.
        Assert.NotNull(await stage.Keys.OpenAsync(key));

        Assert.Null(await stage.Keys.RevokeAsync(stage.AdaInClinic, key));

        Assert.Equal(SendState.Held, await StateAsync(stage, mine));
        Assert.Equal(SendState.Queued, await StateAsync(stage, theirs));
        Assert.Null(await stage.Keys.OpenAsync(key));
        Assert.Equal(ApiKeyState.Revoked, (await stage.KeyAsync(key)).State);
        var row = await stage.Data.ReadAsync(stage.Clinic.Id, db => db.ApiKeys.SingleAsync(k => k.Id == key));
        Assert.Equal(("", null), (row.SealedKey, row.SealedSecretId));
        Assert.NotNull(await stage.Keys.RevokeAsync(stage.AdaInClinic, key));
    }

    [Fact]
    public async Task A_spare_key_holds_nothing_when_it_is_revoked()
    {
        await using var stage = await TeamStage.SetAsync();
        await stage.AddKeyAsync("one");
        var spare = await stage.AddKeyAsync("two");
        var send = await stage.AddSendAsync();
        Assert.Equal(HoldCount.None, await stage.Keys.WouldHoldAsync(stage.Clinic.Id, spare));
        Assert.Null(await stage.Keys.RevokeAsync(stage.AdaInClinic, spare));
        Assert.Equal(SendState.Queued, await StateAsync(stage, send));
    }

    [Fact]
    public async Task After_a_revoke_the_same_key_may_come_back_and_lets_what_was_held_go()
    {
        await using var stage = await TeamStage.SetAsync();
        var key = await stage.AddKeyAsync("the-key");
        var send = await stage.AddSendAsync();
        await stage.Keys.RevokeAsync(stage.AdaInClinic, key);
        var back = await stage.AddKeyAsync("the-key");
        Assert.Equal(ApiKeyState.InUse, (await stage.KeyAsync(back)).State);
        Assert.Equal(SendState.Queued, await StateAsync(stage, send));
    }

    [Fact]
    public async Task A_refused_key_holds_what_waits_and_a_verified_one_lets_it_go()
    {
        await using var stage = await TeamStage.SetAsync();
        var key = await stage.AddKeyAsync();
        var send = await stage.AddSendAsync();
        Assert.Null(await stage.Keys.RefusedAsync(stage.AdaInClinic, key, "Heymarket refused it (401)."));
        Assert.Equal((ApiKeyState.NeedsAttention, "Heymarket refused it (401)."), ((await stage.KeyAsync(key)).State, (await stage.KeyAsync(key)).Trouble));
        Assert.Equal(SendState.Held, await StateAsync(stage, send));

        stage.Data.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await stage.Keys.VerifiedAsync(stage.AdaInClinic, key, TeamStage.Facts));
        var after = await stage.KeyAsync(key);
        Assert.Equal((ApiKeyState.InUse, null, stage.Data.Time.GetUtcNow()), (after.State, after.Trouble, after.VerifiedAt));
        Assert.Equal(SendState.Queued, await StateAsync(stage, send));
    }

    [Fact]
    public async Task Verifying_a_spare_key_takes_no_text_from_the_key_in_use()
    {
        await using var stage = await TeamStage.SetAsync();
        await stage.AddKeyAsync("one");
        var spare = await stage.AddKeyAsync("two");
        var send = await stage.AddSendAsync();

        Assert.Null(await stage.Keys.VerifiedAsync(stage.AdaInClinic, spare, Elsewhere));

        Assert.Equal(Elsewhere.RateKey, (await stage.KeyAsync(spare)).RateKey);
        Assert.Equal(TeamStage.Facts.RateKey, await stage.Data.ReadAsync(stage.Clinic.Id, db => db.Sends.Where(s => s.Id == send).Select(s => s.RateKey).SingleAsync()));
    }

    [Fact]
    public async Task Last_used_is_written_at_most_once_a_minute()
    {
        await using var stage = await TeamStage.SetAsync();
        var key = await stage.AddKeyAsync();
        var start = stage.Data.Time.GetUtcNow();
        await stage.Keys.TouchAsync(key);
        stage.Data.Time.Advance(TimeSpan.FromSeconds(59));
        await stage.Keys.TouchAsync(key);
        Assert.Equal(start, (await stage.KeyAsync(key)).LastUsedAt);
        stage.Data.Time.Advance(TimeSpan.FromSeconds(1));
        await stage.Keys.TouchAsync(key);
        Assert.Equal(start.AddMinutes(1), (await stage.KeyAsync(key)).LastUsedAt);
    }

    private static Task<SendState> StateAsync(TeamStage stage, long sendId) => stage.Data.ReadAsync(null, db =>
        db.Sends.IgnoreQueryFilters([PortalDbContext.TeamFilter]).Where(s => s.Id == sendId).Select(s => s.State).SingleAsync());
}
