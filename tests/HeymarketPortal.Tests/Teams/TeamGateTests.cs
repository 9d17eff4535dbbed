using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Teams;

public sealed class TeamGateTests
{
    [Fact]
    public async Task Administration_is_for_administrators_of_the_portal_only()
    {
        await using var host = await GateHost.StartAsync(e => e.MapGet("/admin/x", () => "open").WithMetadata(new AdministratorPageAttribute()));
        var root = await host.Stage.Data.AddAccountAsync("root@example.com", administrator: true);
        Assert.Equal(403, (await host.GetAsync("/admin/x", host.Stage.Ada.Id)).Status);
        Assert.Equal(401, (await host.GetAsync("/admin/x", null)).Status);
        Assert.Equal((200, "open"), await host.GetAsync("/admin/x", root.Id));
    }

    [Fact]
    public async Task What_reads_over_all_teams_is_for_auditors_only_and_opens_no_team_to_them()
    {
        await using var host = await GateHost.StartAsync(e =>
        {
            e.MapGet("/audit/x", () => "open").WithMetadata(new AuditorPageAttribute());
            e.MapGet("/t/{team}/x", () => "open").WithMetadata(new TeamPageAttribute());
        });
        var root = await host.Stage.Data.AddAccountAsync("root@example.com", administrator: true);
        var ida = await host.Stage.Data.AddAccountAsync("ida@example.com");
        await host.Stage.Data.WriteAsync(null, async db => (await db.Users.SingleAsync(a => a.Id == ida.Id)).Auditor = true);

        Assert.Equal((200, "open"), await host.GetAsync("/audit/x", ida.Id));
        Assert.Equal(404, (await host.GetAsync($"/t/{host.Stage.Bakery.Slug}/x", ida.Id)).Status);
        Assert.Equal(403, (await host.GetAsync("/audit/x", root.Id)).Status);
        Assert.Equal(403, (await host.GetAsync("/audit/x", host.Stage.Ada.Id)).Status);
        Assert.Equal(401, (await host.GetAsync("/audit/x", null)).Status);
    }

    [Fact]
    public async Task An_address_that_forgot_to_say_what_it_needs_is_for_admins()
    {
        await using var host = await GateHost.StartAsync(e => e.MapGet("/t/{team}/forgotten", () => "open"));
        await host.Stage.Data.AddMemberAsync(host.Stage.Clinic, host.Stage.Bob, Role.Texter);
        Assert.Equal(403, (await host.GetAsync("/t/twin-clinic/forgotten", host.Stage.Bob.Id)).Status);
        Assert.Equal((200, "open"), await host.GetAsync("/t/twin-clinic/forgotten", host.Stage.Ada.Id));
    }

    [Fact]
    public async Task Without_a_sign_in_nothing_is_told_and_sign_in_is_asked_for()
    {
        await using var host = await GateHost.StartAsync(e => e.MapGet("/t/{team}/open", () => "open").WithMetadata(new TeamPageAttribute()));
        foreach (var slug in new[] { "twin-clinic", "no-such-team" })
        {
            Assert.Equal((401, ""), await host.GetAsync($"/t/{slug}/open", null));
        }
    }

    [Fact]
    public async Task A_removed_member_and_an_archived_team_are_shown_out_with_the_next_request()
    {
        await using var host = await GateHost.StartAsync(e => e.MapGet("/t/{team}/open", () => "open").WithMetadata(new TeamPageAttribute()));
        var stage = host.Stage;
        var root = await stage.Data.AddAccountAsync("root@example.com", administrator: true);
        await stage.Data.AddMemberAsync(stage.Clinic, stage.Bob, Role.Viewer);
        Assert.Equal(200, (await host.GetAsync("/t/twin-clinic/open", stage.Bob.Id)).Status);
        await stage.Memberships.RemoveAsync(stage.AdaInClinic, stage.Bob.Id);
        Assert.Equal(404, (await host.GetAsync("/t/twin-clinic/open", stage.Bob.Id)).Status);
        await stage.Directory.ArchiveAsync(root.Id, stage.Clinic.Id);
        Assert.Equal(404, (await host.GetAsync("/t/twin-clinic/open", stage.Ada.Id)).Status);
    }

    [Fact]
    public async Task A_refusal_is_logged_with_who_and_where_and_without_the_team()
    {
        await using var host = await GateHost.StartAsync(e => e.MapGet("/t/{team}/open", () => "open").WithMetadata(new TeamPageAttribute()));

        await host.GetAsync("/t/twin-clinic/open", host.Stage.Bob.Id);

        var line = Assert.Single(host.Logs.GetSnapshot(), line => line.Message.Contains("was refused", StringComparison.Ordinal)).Message;
        Assert.Equal($"Account {host.Stage.Bob.Id} was refused /t/{{team}}/open with 404.", line);
    }

    [Fact]
    public async Task The_team_opened_last_is_remembered_and_a_refused_one_is_not()
    {
        await using var host = await GateHost.StartAsync(e => e.MapGet("/t/{team}/open", () => "open").WithMetadata(new TeamPageAttribute()));
        var stage = host.Stage;
        await stage.Data.AddMemberAsync(stage.Bakery, stage.Ada, Role.Viewer);
        await host.GetAsync("/t/twin-clinic/open", stage.Ada.Id);
        await host.GetAsync("/t/no-such-team/open", stage.Ada.Id);
        Assert.Equal("twin-clinic", (await stage.Directory.LastTeamAsync(stage.Ada.Id))?.Slug);
    }
}
