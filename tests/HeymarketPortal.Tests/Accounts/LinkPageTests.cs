using System.Net;
using HeymarketPortal.Accounts;
using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Accounts;

/// <summary>Account links as the person they are for meets them.</summary>
public sealed class LinkPageTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Password = "violet-lantern-orbit";

    [Fact]
    public async Task An_invitation_makes_one_account_in_the_team_and_signs_it_in()
    {
        var path = await InviteAsync("ida@example.com", Role.Texter);
        using var client = portal.NewClient();
        Assert.Contains("You are invited as ida@example.com", await client.ReadAsync(path), StringComparison.Ordinal);

        using var answer = await client.SubmitAsync(path, ("Form.Name", "Ida"), ("Form.Password", Password));

        Assert.Equal("/", answer.LeadsTo());
        Assert.Equal("/t/sandbox", (await client.AskAsync("/")).LeadsTo());
        Assert.Equal(Role.Texter, await RoleOfAsync("ida@example.com"));
        using var second = portal.NewClient();
        Assert.Contains("This link no longer works", await second.ReadAsync(path), StringComparison.Ordinal);
        Assert.Equal("/", (await second.SignInAsync("ida@example.com", Password)).LeadsTo());
    }

    [Fact]
    public async Task Of_two_who_use_one_link_at_once_one_gets_in()
    {
        var path = await InviteAsync("twice@example.com", Role.Viewer);
        using var first = portal.NewClient();
        using var second = portal.NewClient();
        var forms = await Task.WhenAll(first.FormAsync(path, ("Form.Name", "One"), ("Form.Password", Password)), second.FormAsync(path, ("Form.Name", "Two"), ("Form.Password", Password)));

        var answers = await Task.WhenAll(first.PostAsync(new Uri(portal.Address, path), forms[0]), second.PostAsync(new Uri(portal.Address, path), forms[1]));

        Assert.Single(answers, answer => answer.LeadsTo() == "/");
        var told = Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Contains("This link no longer works", await told.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_sent_after_its_link_was_used_is_told_so()
    {
        var path = await InviteAsync("late@example.com", Role.Viewer);
        using var late = portal.NewClient();
        using var form = await late.FormAsync(path, ("Form.Name", "Late"), ("Form.Password", Password));
        using var first = portal.NewClient();
        using var used = await first.SubmitAsync(path, ("Form.Name", "Early"), ("Form.Password", Password));
        Assert.Equal("/", used.LeadsTo());

        using var answer = await late.PostAsync(new Uri(portal.Address, path), form);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("This link no longer works", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_with_an_account_signs_in_and_joins()
    {
        await (await portal.NewClient().SubmitAsync(await InviteToPortalAsync("eve@example.com"), ("Form.Name", "Eve"), ("Form.Password", Password))).Content.ReadAsStringAsync();
        var path = await InviteAsync("Eve@Example.com", Role.Admin);
        using var client = portal.NewClient();
        Assert.Contains("You have an account already", await client.ReadAsync(path), StringComparison.Ordinal);
        Assert.Equal(path, (await client.SignInAsync("eve@example.com", Password, path)).LeadsTo());

        using var answer = await client.SubmitAsync(path);

        Assert.Equal("/", answer.LeadsTo());
        Assert.Equal(Role.Admin, await RoleOfAsync("eve@example.com"));
    }

    [Fact]
    public async Task An_invitation_is_for_nobody_else()
    {
        var path = await InviteAsync("zoe@example.com", Role.Admin);
        using var client = portal.NewClient();
        (await client.SignInAsync()).Dispose();

        var page = await client.ReadAsync(path);

        Assert.Contains("this invitation is for somebody else", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Accept invitation", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_link_sets_a_password_once_and_lifts_the_wait()
    {
        await (await portal.NewClient().SubmitAsync(await InviteToPortalAsync("leo@example.com"), ("Form.Name", "Leo"), ("Form.Password", Password))).Content.ReadAsStringAsync();
        using var client = portal.NewClientFrom("203.0.113.77");
        for (var i = 0; i < 6; i++)
        {
            (await client.SignInAsync("leo@example.com", "not-the-right-one")).Dispose();
        }
        var path = Assert.IsType<LinkAnswer.Made>(await portal.Get<AccountLinks>().CreateResetAsync(null, "leo@example.com")).Path;

        using var weak = await client.SubmitAsync(path, ("Form.Password", "leo@example.com"));
        Assert.Contains("mostly your name, your email", await weak.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var answer = await client.SubmitAsync(path, ("Form.Password", "copper-thistle-raft"));

        Assert.Equal("/account/login?password-set=true", answer.LeadsTo());
        Assert.Contains("Your password is set", await client.ReadAsync(answer.LeadsTo()!), StringComparison.Ordinal);
        Assert.Contains("This link no longer works", await client.ReadAsync(path), StringComparison.Ordinal);
        Assert.Null((await client.SignInAsync("leo@example.com", Password)).LeadsTo());
        Assert.Equal("/", (await client.SignInAsync("leo@example.com", "copper-thistle-raft")).LeadsTo());
    }

    [Theory]
    [InlineData("/account/reset/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/account/invitation/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_guessed_link_says_no_more_than_a_used_one(string path)
    {
        using var client = portal.NewClient();

        Assert.Contains("This link no longer works", await client.ReadAsync(path), StringComparison.Ordinal);
    }

    private async Task<string> InviteAsync(string email, Role role)
    {
        var team = await portal.Get<Database>().ReadAsync(null, db => db.Teams.Where(t => t.Slug == PortalHost.SandboxTeam).Select(t => t.Id).SingleAsync());
        return Assert.IsType<LinkAnswer.Made>(await portal.Get<AccountLinks>().CreateInvitationAsync(new Actor(await AdaAsync(), team), email, role)).Path;
    }

    private async Task<string> InviteToPortalAsync(string email) =>
        Assert.IsType<LinkAnswer.Made>(await portal.Get<AccountLinks>().CreateInvitationAsync(await AdaAsync(), email)).Path;

    private Task<long> AdaAsync() => portal.Get<Database>().ReadAsync(null, db => db.Users.Where(a => a.Email == PortalHost.Email).Select(a => a.Id).SingleAsync());

    private Task<Role> RoleOfAsync(string email) => portal.Get<Database>().ReadAsync(null, db => db.Memberships
        .IgnoreQueryFilters([PortalDbContext.TeamFilter]).Where(m => m.Account.Email == email).Select(m => m.Role).SingleAsync());
}
