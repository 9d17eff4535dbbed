using HeymarketPortal.Accounts;
using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using HeymarketPortal.Tests.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Teams;

/// <summary>A team that requires a second factor lets nobody do anything with a password alone.</summary>
public sealed class SecondFactorTeamTests : IAsyncLifetime
{
    private TeamStage _stage = null!;

    public async ValueTask InitializeAsync()
    {
        _stage = await TeamStage.SetAsync(services => services.AddSingleton<AccountLinks>());
        await GiveAsync(_stage.Ada, true);
        await _stage.Data.AddMemberAsync(_stage.Clinic, _stage.Bob, Role.Admin);
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    private TeamSettings Settings => _stage.Data.Get<TeamSettings>();
    private Actor Bob => _stage.AdaInClinic with { AccountId = _stage.Bob.Id };

    [Fact]
    public async Task Every_write_of_a_member_without_one_is_refused_and_goes_through_with_one()
    {
        var (inUse, ready) = (await _stage.AddKeyAsync("one"), await _stage.AddKeyAsync("two"));
        var send = await _stage.AddSendAsync();
        Assert.Null(await Settings.RequireSecondFactorAsync(_stage.AdaInClinic, true));

        foreach (var (name, write) in Writes(send, inUse, ready))
        {
            var said = await write();
            Assert.True(said is not null && (said.Contains("You may not", StringComparison.Ordinal) || said.Contains("may not send in this team", StringComparison.Ordinal)
                || said.StartsWith("Only an admin resumes", StringComparison.Ordinal)), $"{name}: {said}");
        }

        await GiveAsync(_stage.Bob, true);
        Assert.Null(await Settings.SaveEraseAfterAsync(Bob, 30));
        Assert.Null(await _stage.Data.Get<TeamStops>().StopAsync(Bob));
        Assert.Null(await _stage.Data.Get<Ledger>().CancelAsync(Bob, send));
        Assert.Null(await _stage.Keys.PromoteAsync(Bob, ready));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_disabled_account_and_an_archived_team_write_nothing_either(bool disabled)
    {
        var (inUse, ready) = (await _stage.AddKeyAsync("one"), await _stage.AddKeyAsync("two"));
        var send = await _stage.AddSendAsync();
        await _stage.Data.WriteAsync(null, db => disabled
            ? db.Users.Where(a => a.Id == _stage.Bob.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.DisabledAt, _stage.Data.Time.GetUtcNow()))
            : db.Teams.Where(t => t.Id == _stage.Clinic.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.ArchivedAt, _stage.Data.Time.GetUtcNow())));

        foreach (var (name, write) in Writes(send, inUse, ready))
        {
            Assert.True(await write() is not null, name);
        }
    }

    [Fact]
    public async Task The_team_stays_closed_to_them_whatever_their_role_until_they_have_one()
    {
        Assert.Null(await Settings.RequireSecondFactorAsync(_stage.AdaInClinic, true));

        var access = (await _stage.Directory.AccessAsync(_stage.Bob.Id, "twin-clinic"))!;
        Assert.Equal(TeamRefusal.ForSecondFactor, TeamRefusal.Of(access, new TeamPageAttribute()));
        Assert.DoesNotContain(Enum.GetValues<Permission>(), access.May);
        Assert.Null(TeamRefusal.Of(await _stage.Directory.AccessAsync(_stage.Ada.Id, "twin-clinic"), new TeamPageAttribute(Permission.Manage)));

        await GiveAsync(_stage.Bob, true);
        Assert.Null(TeamRefusal.Of(await _stage.Directory.AccessAsync(_stage.Bob.Id, "twin-clinic"), new TeamPageAttribute(Permission.Manage)));
    }

    [Fact]
    public async Task An_Admin_without_one_cannot_require_it_and_both_ways_are_audited()
    {
        Assert.Contains("lock yourself out", await Settings.RequireSecondFactorAsync(Bob, true), StringComparison.Ordinal);
        Assert.False((await Settings.SecondFactorAsync(_stage.Clinic.Id)).Required);
        Assert.Equal(["bob"], (await Settings.SecondFactorAsync(_stage.Clinic.Id)).Lacking);

        Assert.Null(await Settings.RequireSecondFactorAsync(_stage.AdaInClinic, true));
        Assert.Null(await Settings.RequireSecondFactorAsync(_stage.AdaInClinic, true));
        Assert.True((await Settings.SecondFactorAsync(_stage.Clinic.Id)).Required);
        Assert.False((await Settings.SecondFactorAsync(_stage.Bakery.Id)).Required);
        Assert.Null(await Settings.RequireSecondFactorAsync(_stage.AdaInClinic, false));

        var told = (await _stage.AuditAsync(_stage.Clinic.Id)).Where(entry => entry.StartsWith("team.second-factor", StringComparison.Ordinal));
        Assert.Equal([$"team.second-factor team:{_stage.Clinic.Id} required=yes", $"team.second-factor team:{_stage.Clinic.Id} required=no"], told);
    }

    [Fact]
    public async Task Only_its_Admins_change_it_and_open_pages_of_the_team_hear_of_it()
    {
        await _stage.Data.AddMemberAsync(_stage.Bakery, _stage.Ada);
        Assert.Equal(ActorCheck.Refused, await Settings.RequireSecondFactorAsync(_stage.AdaInClinic with { TeamId = _stage.Bakery.Id }, true));
        var heard = new TaskCompletionSource<long>();
        using (_stage.Data.Get<TeamChanges>().Listen(team => Task.FromResult(heard.TrySetResult(team))))
        {
            Assert.Null(await Settings.RequireSecondFactorAsync(_stage.AdaInClinic, true));
            Assert.Equal(_stage.Clinic.Id, await heard.Task.WaitAsync(TimeSpan.FromSeconds(10)));
        }
    }

    private IEnumerable<(string Name, Func<Task<string?>> Write)> Writes(long send, long inUse, long ready)
    {
        T Of<T>() where T : notnull => _stage.Data.Get<T>();
        var confirmed = LedgerStage.Confirmed() with { Repeating = long.MaxValue };
        return
        [
            ("confirm", async () => (await Of<Ledger>().ConfirmAsync(Bob, confirmed) as ConfirmAnswer.Refused)?.Sentence),
            ("confirm many", async () => (await Of<LedgerBulk>().ConfirmAsync(Bob, [confirmed], _ => { })).Refusal),
            ("cancel", () => Of<Ledger>().CancelAsync(Bob, send)),
            ("close", () => Of<Ledger>().CloseAsync(Bob, send)),
            ("send now", () => Of<Ledger>().SendNowAsync(Bob, send)),
            ("unschedule", async () => (await Of<Ledger>().UnscheduleAsync(Bob, send)).Refusal),
            ("send again", async () => (await Of<LedgerAgain>().SendAsync(Bob, [send])).Refusal),
            ("look now", () => Of<LedgerEvidence>().AskAsync(Bob, send)),
            ("stop", () => Of<TeamStops>().StopAsync(Bob)),
            ("resume", () => Of<TeamStops>().ResumeAsync(Bob)),
            ("add a key", async () => (await _stage.Keys.AddAsync(Bob, new ApiKeyCredentials.Static("three"), null, TeamStage.Facts) as ApiKeyAnswer.Refused)?.Sentence),
            ("promote", () => _stage.Keys.PromoteAsync(Bob, ready)),
            ("verified", () => _stage.Keys.VerifiedAsync(Bob, inUse, TeamStage.Facts)),
            ("refused", () => _stage.Keys.RefusedAsync(Bob, inUse, "no")),
            ("revoke", () => _stage.Keys.RevokeAsync(Bob, inUse)),
            ("role", () => _stage.Memberships.ChangeRoleAsync(Bob, _stage.Ada.Id, Role.Viewer)),
            ("grant", () => _stage.Memberships.GrantAsync(Bob, _stage.Ada.Id, Grants.Export, true)),
            ("person", () => _stage.Memberships.LinkAsync(Bob, _stage.Ada.Id, 7, "Sam")),
            ("remove", () => _stage.Memberships.RemoveAsync(Bob, _stage.Ada.Id)),
            ("webhook", async () => (await Of<TeamHooks>().MakeAsync(Bob) as HookAnswer.Refused)?.Sentence),
            ("no webhook", () => Of<TeamHooks>().RemoveAsync(Bob)),
            ("name", async () => (await Settings.SaveAsync(Bob, "Mine", "UTC"))?.Sentence),
            ("erase", () => Settings.SaveEraseAfterAsync(Bob, 30)),
            ("require", () => Settings.RequireSecondFactorAsync(Bob, false)),
            ("invite", async () => (await Of<AccountLinks>().CreateInvitationAsync(Bob, "new@example.com", Role.Viewer) as LinkAnswer.Refused)?.Sentence),
            ("withdraw", () => Of<AccountLinks>().WithdrawAsync(Bob, 1)),
        ];
    }

    private Task<int> GiveAsync(Account account, bool factor) => _stage.Data.WriteAsync(null, db =>
        db.Users.Where(a => a.Id == account.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.TwoFactorEnabled, factor)));
}
