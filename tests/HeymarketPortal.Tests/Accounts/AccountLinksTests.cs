using HeymarketPortal.Accounts;
using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Accounts;

/// <summary>Who may make which link, and how long it works.</summary>
public sealed class AccountLinksTests : IAsyncLifetime
{
    private TestDatabase _data = null!;
    private Team _team = null!;
    private Account _boss = null!;
    private Account _admin = null!;
    private Account _texter = null!;

    private AccountLinks Links => _data.Get<AccountLinks>();
    private LinkUse Use => _data.Get<LinkUse>();

    public async ValueTask InitializeAsync()
    {
        _data = await TestDatabase.MakeAsync(services => services.AddTeams().AddAccounts(new ConfigurationBuilder().Build()));
        _team = await _data.AddTeamAsync();
        _boss = await _data.AddAccountAsync("boss@example.com", administrator: true);
        _admin = await _data.AddAccountAsync("admin@example.com");
        _texter = await _data.AddAccountAsync("texter@example.com");
        await _data.AddMemberAsync(_team, _admin, Role.Admin);
        await _data.AddMemberAsync(_team, _texter);
    }

    public ValueTask DisposeAsync() => _data.DisposeAsync();

    [Fact]
    public async Task Only_an_admin_invites_into_a_team()
    {
        Assert.IsType<LinkAnswer.Made>(await Links.CreateInvitationAsync(ActorOf(_admin), "new@example.com", Role.Texter));
        Assert.IsType<LinkAnswer.Refused>(await Links.CreateInvitationAsync(ActorOf(_texter), "new@example.com", Role.Texter));
        Assert.IsType<LinkAnswer.Refused>(await Links.CreateInvitationAsync(ActorOf(_boss), "new@example.com", Role.Texter));
    }

    [Fact]
    public async Task Only_an_administrator_or_the_command_line_makes_a_reset_link()
    {
        Assert.IsType<LinkAnswer.Refused>(await Links.CreateResetAsync(_admin.Id, "texter@example.com"));
        Assert.IsType<LinkAnswer.Refused>(await Links.CreateInvitationAsync(_admin.Id, "new@example.com"));
        Assert.IsType<LinkAnswer.Made>(await Links.CreateResetAsync(_boss.Id, "texter@example.com"));
        Assert.IsType<LinkAnswer.Made>(await Links.CreateResetAsync(null, " Texter@Example.com "));
        Assert.IsType<LinkAnswer.Refused>(await Links.CreateResetAsync(null, "nobody@example.com"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("two@example.com, three@example.com")]
    [InlineData("\"Ada\" <ada@example.com>")]
    public async Task An_invitation_needs_one_address(string email)
    {
        Assert.IsType<LinkAnswer.Refused>(await Links.CreateInvitationAsync(ActorOf(_admin), email, Role.Texter));
        Assert.IsType<LinkAnswer.Refused>(await Links.CreateInvitationAsync(_boss.Id, email));
    }

    [Fact]
    public async Task A_link_works_for_one_hour()
    {
        var token = TokenOf(await Links.CreateInvitationAsync(ActorOf(_admin), "new@example.com", Role.Texter));
        _data.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull(await Use.LookAsync(AccountLinkKind.Invitation, token));

        _data.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await Use.LookAsync(AccountLinkKind.Invitation, token));
        Assert.Null(await Use.AcceptAsync(token, "New", "violet-lantern-orbit"));
        Assert.Empty(await Links.PendingAsync(_team.Id));
    }

    [Fact]
    public async Task A_link_of_one_kind_is_none_of_the_other()
    {
        var invitation = TokenOf(await Links.CreateInvitationAsync(ActorOf(_admin), "texter2@example.com", Role.Texter));
        var reset = TokenOf(await Links.CreateResetAsync(null, "texter@example.com"));

        Assert.False(await Use.ResetAsync(invitation, "violet-lantern-orbit"));
        Assert.Null(await Use.AcceptAsync(reset, "New", "violet-lantern-orbit"));
    }

    [Fact]
    public async Task The_database_holds_no_token_and_the_chain_tells_each_step()
    {
        var token = TokenOf(await Links.CreateInvitationAsync(ActorOf(_admin), "new@example.com", Role.Texter));
        Assert.NotNull(await Use.AcceptAsync(token, "New", "violet-lantern-orbit"));

        Assert.DoesNotContain(token, System.Text.Encoding.Latin1.GetString(await ReadSharedAsync(_data.Path)), StringComparison.Ordinal);
        var actions = await _data.ReadAsync(null, db => db.AuditEntries.Where(e => e.Chain == _team.Id).OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync());
        Assert.Equal(["invitation.created", "invitation.accepted", "member.added"], actions);
        Assert.Null((await _data.Get<AuditChains>().VerifyAsync(_team.Id)).BreaksAt);
    }

    [Fact]
    public async Task A_newer_reset_link_and_a_withdrawn_invitation_end_what_was_before()
    {
        var old = TokenOf(await Links.CreateResetAsync(_boss.Id, "texter@example.com"));
        var latest = TokenOf(await Links.CreateResetAsync(_boss.Id, "texter@example.com"));
        Assert.Null(await Use.LookAsync(AccountLinkKind.Reset, old));
        Assert.NotNull(await Use.LookAsync(AccountLinkKind.Reset, latest));

        var invited = TokenOf(await Links.CreateInvitationAsync(ActorOf(_admin), "new@example.com", Role.Viewer));
        var pending = Assert.Single(await Links.PendingAsync(_team.Id));
        Assert.NotNull(await Links.WithdrawAsync(ActorOf(_texter), pending.Id));
        Assert.Null(await Links.WithdrawAsync(ActorOf(_admin), pending.Id));
        Assert.Null(await Use.LookAsync(AccountLinkKind.Invitation, invited));
        Assert.Empty(await Links.PendingAsync(_team.Id));
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        var administration = _data.Get<AccountAdministration>();
        Assert.Contains("at least one administrator", await administration.DisableAsync(_boss.Id, _boss.Id), StringComparison.Ordinal);
        Assert.Contains("at least one administrator", await administration.SetAdministratorAsync(_boss.Id, _boss.Id, false), StringComparison.Ordinal);
        Assert.NotNull(await administration.DisableAsync(_admin.Id, _texter.Id));

        Assert.Null(await administration.SetAdministratorAsync(_boss.Id, _admin.Id, true));
        Assert.Null(await administration.DisableAsync(_admin.Id, _boss.Id));
        Assert.NotNull(await administration.EnableAsync(_boss.Id, _boss.Id));

        var lines = await administration.ListAsync();
        Assert.Equal([("admin", false), ("texter", false), ("boss", true)], lines.Select(l => (l.Name, l.DisabledAt is not null)));
        Assert.Equal(["Twin Clinic"], lines[0].Teams);
    }

    private Actor ActorOf(Account account) => new(account.Id, _team.Id);

    private static string TokenOf(LinkAnswer answer) => Assert.IsType<LinkAnswer.Made>(answer).Path.Split('/')[^1];

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
